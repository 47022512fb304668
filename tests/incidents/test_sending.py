"""Sending: what becomes of the answers, once, sealed, with everything that must follow from it."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from hatereport import clock, outbox
from hatereport.audit.models import Entry
from hatereport.outbox.models import Notice
from hatereport.sealing import Envelope
from incidents import composing, drafts, sending
from incidents.models import (
    AboutYouCount,
    Classification,
    Consent,
    Draft,
    LinkKey,
    Party,
    Report,
    ReturnCode,
    SubjectDetail,
)
from tests.incidents.conftest import Given

pytestmark = pytest.mark.django_db


def report_of(sent: sending.Sent) -> Report:
    return Report.objects.select_related("content").get(pk=sent.report_id)


def test_a_report_is_taken_with_all_its_parts(answers: Given) -> None:
    sent = sending.send_answers(answers())

    report = report_of(sent)
    assert report.narrative == "A man shouted at me at the bus stop."
    assert (report.force_id, report.outcode) == ("cumbria", "CA1")
    assert report.occurred_from == report.occurred_to == date(2026, 3, 3)
    assert report.strands == ["race"]
    assert report.strand_details == ["asian"]
    assert report.proposed_kind == "hate_crime"
    assert report.classifications.get().rules == ["abuse"]
    assert report.progress.get().message_id == "received_crime"
    party = report.parties.select_related("contact").get()
    assert (party.role, party.is_filer, party.channels) == ("victim", True, ["call"])
    assert party.contact_details == {"name": "Amina", "phone": "07700 900123"}


def test_sending_leaves_one_audit_entry_and_one_notice(answers: Given) -> None:
    sent = sending.send_answers(answers())

    entry = Entry.objects.get(chain=f"report:{sent.report_id}")
    assert (entry.action, entry.act, entry.actor_kind) == ("collection", "send", "reporter")
    notice = Notice.objects.get(topic="report.received")
    assert notice.payload == {"report_id": str(sent.report_id)}


def test_contact_details_are_not_in_the_content_envelope(answers: Given) -> None:
    sent = sending.send_answers(
        answers(
            who={"filer": "on_behalf", "agreement": "yes", "their_name": "Yusuf", "their_reach": "through me"},
            suspect={"suspect_name": "A neighbour"},
            about_you={"age": "25_34"},
        )
    )

    report = report_of(sent)
    kept = str(report.answers)
    assert not any(secret in kept for secret in ("Amina", "07700", "Yusuf", "through me", "A neighbour", "25_34"))
    other = report.parties.select_related("contact").get(role="reported_for")
    assert other.contact_details == {"name": "Yusuf", "reach": "through me"}
    assert other.agreement == "yes"
    envelopes = {report.content_id, *report.parties.values_list("contact_id", flat=True), report.subject.subject_id}
    assert len(envelopes) == 4


def test_the_filer_holds_the_code_and_the_other_person_does_not(answers: Given) -> None:
    sent = sending.send_answers(answers(who={"filer": "on_behalf", "agreement": "not_asked"}))

    code = ReturnCode.objects.get(report_id=sent.report_id)

    assert code.party.role == "reporter"
    assert "victim_unaware" in report_of(sent).flags


def test_a_trusted_person_is_a_party_and_the_filer_is_left_in_peace(answers: Given) -> None:
    sent = sending.send_answers(
        answers(
            contact={
                "contact": "trusted",
                "trusted_name": "Rosa",
                "trusted_phone": "01228 000000",
                "trusted_words": "She knows.",
            }
        )
    )

    filer, trusted = report_of(sent).parties.select_related("contact").order_by("-is_filer")

    assert filer.channels == []
    assert (trusted.role, trusted.channels, trusted.safe_contact) == ("trusted_person", ["call"], "She knows.")


def test_an_anonymous_report_holds_no_contact(answers: Given) -> None:
    sent = sending.send_answers(
        answers(contact={"contact": "anonymous"}, support={"organisations": ["victim-support"], "scope": "contact"})
    )

    party = report_of(sent).parties.select_related("contact").get()

    assert party.contact_details is None
    assert party.channels == []
    assert not Consent.objects.exists()


def test_consent_is_per_organisation_and_only_to_those_that_take_referrals(answers: Given) -> None:
    sent = sending.send_answers(
        answers(support={"organisations": ["victim-support", "awaz-cumbria", "scope", "no-such"], "scope": "contact"})
    )

    consents = Consent.objects.filter(party__report_id=sent.report_id)

    assert sorted(consents.values_list("organisation__code", flat=True)) == ["awaz-cumbria", "victim-support"]


def test_the_suspect_waits_for_the_threshold_and_gets_no_link_key(answers: Given) -> None:
    sent = sending.send_answers(answers(suspect={"suspect_name": "John", "vehicle": "AB12 CDE"}))

    subject = SubjectDetail.objects.select_related("subject").get(report_id=sent.report_id)

    assert subject.state == "pending_threshold"
    assert subject.description == {"suspect_name": "John", "vehicle": "AB12 CDE"}
    assert set(LinkKey.objects.values_list("what", flat=True)) == {"phone", "postcode", "words"}


def test_the_same_number_written_otherwise_has_the_same_key(answers: Given) -> None:
    for phone in ("07700 900123", "+44 (0)7700 900123", "0044 7700900123", "\u0660\u0667\u0667\u0660\u0660 900123"):
        sending.send_answers(answers(contact={"contact": "yes", "channels": ["call"], "phone": phone}))

    assert LinkKey.objects.filter(what="phone").values("value").distinct().count() == 1


def test_about_you_is_counted_and_not_kept(answers: Given) -> None:
    for _ in range(2):
        sending.send_answers(answers(about_you={"age": "25_34", "sex": "female"}))

    assert set(AboutYouCount.objects.values_list("question", "answer", "people")) == {
        ("age", "25_34", 2),
        ("sex", "female", 2),
    }


@pytest.mark.parametrize("section", ["danger", "who", "what", "contact"])
def test_an_unfinished_report_is_refused(answers: Given, section: str) -> None:
    with pytest.raises(sending.NotComplete):
        sending.send_answers(answers(**{section: None}))
    assert not Report.objects.exists()


def test_nothing_is_unroutable(answers: Given) -> None:
    for where in (
        None,
        {},
        {"postcode": "ZE1 0AA"},
        {"area": "force:kent"},
        {"area": "area:nowhere"},
        {"place": "a road"},
    ):
        sent = sending.send_answers(answers(where=where))
        assert report_of(sent).force_id in ("cumbria", "leicestershire")


def test_a_force_that_is_not_here_is_named_for_handing_over(answers: Given) -> None:
    report = report_of(sending.send_answers(answers(where={"area": "force:kent"})))
    railway = report_of(sending.send_answers(answers(where={"postcode": "CA1", "place_type": "railway"})))

    assert report.belongs_to_id == "kent"
    assert railway.belongs_to_id == "btp"
    assert "railway" in railway.flags


def test_one_draft_is_one_report_however_often_it_is_sent(answers: Given) -> None:
    draft, _token = drafts.begin(answers())

    first, second = sending.send(draft), sending.send(draft)

    assert first == second
    assert Report.objects.count() == 1
    assert Notice.objects.filter(topic="report.received").count() == 1


def test_what_another_tab_saved_meanwhile_is_not_sent_unseen(answers: Given) -> None:
    draft, _token = drafts.begin(answers())
    in_another_tab = Draft.objects.select_related("content").get(pk=draft.pk)
    drafts.save(in_another_tab, "what", {"words": "Something else."})

    with pytest.raises(drafts.ChangedMeanwhile):
        sending.send(draft)

    assert not Report.objects.exists()


def test_a_taken_reference_is_drawn_again(answers: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = sending.send_answers(answers()).reference
    draws = iter([taken, "HR-0000-0000"])
    monkeypatch.setattr(composing, "report_reference", lambda: next(draws))
    draft, _token = drafts.begin(answers())

    assert sending.send(draft).reference == "HR-0000-0000"


def test_sending_takes_at_most_twenty_queries(answers: Given, django_assert_max_num_queries: Any) -> None:
    everything = answers(
        suspect={"suspect_name": "x"},
        about_you={"age": "25_34"},
        support={"organisations": ["victim-support"], "scope": "contact"},
        contact={"contact": "trusted", "trusted_name": "Rosa", "trusted_phone": "01228 000000"},
    )
    draft, _token = drafts.begin(everything)

    with django_assert_max_num_queries(20):
        sending.send(draft)


def test_a_sent_draft_keeps_no_answers(answers: Given) -> None:
    draft, _token = drafts.begin(answers())

    sending.send(draft)

    draft.refresh_from_db()
    assert draft.answers_sealed is None
    assert draft.sent_at is not None


def test_expired_drafts_go_with_their_keys(answers: Given) -> None:
    begun = clock.now() - timedelta(minutes=21)
    with clock.at(begun):
        old, _token = drafts.begin(answers())
    new, _token = drafts.begin(answers())

    assert drafts.erase_expired() == 1

    assert list(Draft.objects.all()) == [new]
    assert not Envelope.objects.filter(pk=old.content_id).exists()


def test_a_half_sent_report_is_no_report(answers: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    draft, _token = drafts.begin(answers())
    monkeypatch.setattr(outbox, "add", lambda *_args, **_ids: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        sending.send(draft)

    draft.refresh_from_db()
    assert not Report.objects.exists()
    assert draft.sent_at is None


def test_the_same_key_twice_is_refused_by_the_database(answers: Given) -> None:
    key = uuid.uuid4()
    sending.send_answers(answers(), submission_key=key)

    with pytest.raises(IntegrityError), transaction.atomic():
        sending.send_answers(answers(), submission_key=key)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE incidents_report SET narrative_sealed = '\\x00'",
        "UPDATE incidents_report SET proposed_kind = 'hate_incident'",
        "UPDATE incidents_report SET received_at = now() - interval '1 year'",
        "DELETE FROM incidents_report",
        "UPDATE incidents_classification SET kind = 'hate_incident'",
        "DELETE FROM incidents_classification",
        "TRUNCATE incidents_classification",
    ],
)
def test_the_database_keeps_a_report_as_it_was_sent(answers: Given, statement: str) -> None:
    sending.send_answers(answers())

    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_erasure_may_blank_the_words(answers: Given) -> None:
    sent = sending.send_answers(answers())

    Report.objects.filter(pk=sent.report_id).update(narrative_sealed=None, answers_sealed=None)

    assert report_of(sent).narrative is None


def test_stored_rows_hold_no_word_of_the_report(answers: Given) -> None:
    canary = "Zwetschgenkuchen"
    sending.send_answers(
        answers(
            what={"words": canary, "kinds": ["called_names"]},
            why={"strands": ["race"], "reason": canary},
            where={"place_type": "street", "place": canary, "postcode": "CA1 2AB"},
            contact={
                "contact": "yes",
                "channels": ["call"],
                "phone": "07700 900123",
                "name": canary,
                "safe_words": canary,
            },
            suspect={"suspect_name": canary},
        )
    )

    for model in (Report, Party, Classification, SubjectDetail, ReturnCode, LinkKey, Notice, Entry):
        for row in model.objects.values_list():
            assert canary not in str([bytes(value) if isinstance(value, memoryview) else value for value in row])
