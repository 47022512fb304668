"""Addresses of the desk and of a partner's referrals. The page-by-role matrix of tests/house has a row for each."""

from django.urls import path

from triage import addresses as addresses  # the kind of part that names a case
from triage.views import (
    acts,
    alarms,
    auditing,
    cases,
    counters,
    evidence,
    handing,
    letters,
    opening_a_case,
    queue,
    referrals,
    signing,
    waiting,
)

urlpatterns = [
    path("desk/", queue.queue, name="desk"),
    path("desk/next/", queue.next_case, name="desk_next"),
    path("desk/search/", queue.search, name="desk_search"),
    path("desk/alarms/", alarms.alarms, name="desk_alarms"),
    path("desk/counters/", counters.counters, name="desk_counters"),
    path("desk/dispatch-now/", alarms.dispatch_now, name="desk_dispatch_now"),
    path("desk/actions/", waiting.actions, name="desk_actions"),
    path("desk/news/", waiting.news, name="desk_news"),
    path("desk/news/seen/", waiting.news_seen, name="desk_news_seen"),
    path("desk/stuck/", waiting.stuck, name="desk_stuck"),
    path("desk/stuck/<uuid:notice_id>/", waiting.revive, name="desk_revive"),
    path("desk/countersign/", signing.signatures, name="desk_countersign"),
    path("desk/countersign/<uuid:asked_id>/", signing.signature, name="desk_signature"),
    path("desk/letters/", letters.templates, name="desk_letters"),
    path("desk/letters/<slug:kind>/<slug:language>/", letters.template, name="desk_letter_template"),
    path("desk/cases/<reference:reference>/", cases.case, name="desk_case"),
    path("desk/cases/<reference:reference>/declare/", opening_a_case.declare, name="desk_declare"),
    path("desk/cases/<reference:reference>/code/<uuid:move_id>/", handing.code, name="desk_code"),
    path("desk/cases/<reference:reference>/support/", cases.support, name="desk_support"),
    path("desk/cases/<reference:reference>/evidence/<uuid:evidence_id>/", evidence.copy, name="desk_evidence"),
    path("desk/cases/<reference:reference>/letters/<uuid:letter_id>/", letters.letter, name="desk_letter"),
    path(
        "desk/cases/<reference:reference>/evidence/<uuid:evidence_id>/original/",
        evidence.original,
        name="desk_original",
    ),
    path(
        "desk/cases/<reference:reference>/evidence/<uuid:evidence_id>/quarantine/",
        evidence.quarantine,
        name="desk_quarantine",
    ),
    path("desk/cases/<reference:reference>/<slug:name>/", acts.act_page, name="desk_act"),
    path("desk/audit/", auditing.log, name="desk_audit"),
    path("desk/audit/export/", auditing.export, name="desk_audit_export"),
    path("desk/audit/patterns/", auditing.patterns, name="desk_audit_patterns"),
    path("desk/audit/chain/", auditing.chain, name="desk_audit_chain"),
    path("desk/audit/people/<uuid:person_id>/", auditing.person, name="desk_audit_person"),
    path("desk/audit/records/<reference:reference>/", auditing.record, name="desk_audit_record"),
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/<uuid:referral_id>/", referrals.referral, name="referral"),
]
