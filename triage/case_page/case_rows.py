"""What hangs on a case and its report, as a table: which rows, in which order, which columns.

Read by one query (gathering.py), opened by whoever may see it (case_file.py).
"""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet

from incidents.models import Classification, ContactChange, Letter, Message, NewsChoice, Party, Report, ReturnCode
from partners.models import Force, Person, PolicingArea, Team
from triage.case_page.gathering import Gathering
from triage.models import (
    Case,
    Clock,
    ClockEvent,
    Countersignature,
    Dispatch,
    Hearing,
    Move,
    Offence,
    Part,
    PatternAlert,
    Record,
    Referral,
    SameEvent,
    Signpost,
    Task,
    Transfer,
)

_CASE, _REPORT = Q(case=OuterRef("pk")), Q(report=OuterRef("report_id"))
#: The report this one follows, and those that follow it. Reports are asked first, by their indexes: asked of the cases,
#: PostgreSQL joins every case to every report.
_SAME_PERSON = Report.objects.filter(
    Q(pk=OuterRef(OuterRef("report__follows"))) | Q(follows=OuterRef(OuterRef("report_id")))
)
_THIS_EVENT = (_REPORT | Q(other=OuterRef("report_id"))) & Q(undone_at=None)
_OF_PARTY = Q(party__report=OuterRef("report_id"))
_HELP = (
    "organisation_id organisation__code organisation__name organisation__phone organisation__hours organisation__url"
)
_CONTACT = "contact_id contact__force contact__purpose contact__kek_id contact__wrapped_dek"

_THEIRS = (
    Q(pk=OuterRef("holder_id"))
    | Q(pk=OuterRef("officer_in_case_id"))
    | Q(pk=OuterRef("supervising_sergeant_id"))
    | Q(pk=OuterRef("report__taken_by_id"))
)

#: name -> (rows, columns)
BESIDE: dict[str, tuple[QuerySet[Any], str]] = {
    # What the case itself points at, too: fourteen joins take longer to plan than to answer.
    "people": (Person.objects.filter(_THEIRS).order_by("name"), "id name"),
    "teams": (Team.objects.filter(pk=OuterRef("holding_team_id")).order_by("pk"), "id kind name"),
    "areas": (PolicingArea.objects.filter(pk=OuterRef("area_id")).order_by("pk"), "code name"),
    "forces": (
        Force.objects.filter(pk__in=[OuterRef("force_id"), OuterRef("report__belongs_to_id")]).order_by("pk"),
        "code name on_board reveal_needs_reason",
    ),
    "origins": (Case.objects.filter(pk=OuterRef("came_from_id")).order_by("pk"), "id reference kind state"),
    "moves": (
        Move.objects.filter(_CASE).order_by("seq"),
        "id seq act frm to at actor_id actor__name actor_role countersigned_by_id countersigned_by__name codes words_sealed",
    ),
    "records": (Record.objects.filter(_CASE).order_by("at", "id"), "id kind at codes offence_id move_id"),
    "offences": (
        Offence.objects.filter(_CASE).order_by("number"),
        "id number code aggravated crime_reference committed_on recorded_on victim_id time_limit_on suspect_interviewed "
        "outcome_code outcome_at result result_on uplift_stated",
    ),
    "hearings": (Hearing.objects.filter(_CASE).order_by("on", "id"), "id kind on dropped_at"),
    "tasks": (
        Task.objects.filter(_CASE).order_by("due_at", "id"),
        "id team_id team__name set_by_id set_by__name road set_at due_at what_sealed "
        "answered_by_id answered_by__name answered_at answer_sealed",
    ),
    "clocks": (
        Clock.objects.filter(_CASE).order_by("due_at"),
        "id kind state started_at due_at stopped_at level paused_at paused_for paused_seconds",
    ),
    "clock_events": (
        ClockEvent.objects.filter(clock__case=OuterRef("pk"), what__in=["breached", "escalated", "met"]).order_by("id"),
        "id clock_id what at told",
    ),
    "alerts": (
        PatternAlert.objects.filter(_CASE, other__restricted=False).order_by("raised_at"),
        "id kind state raised_at other_id other__reference other__kind other__state",
    ),
    "transfers": (
        Transfer.objects.filter(_CASE).order_by("offered_at"),
        "id state to_force_id to_force__name to_force__on_board to_force__is_duty offered_by_id offered_at words_sealed",
    ),
    "countersignatures": (
        Countersignature.objects.filter(_CASE, state="asked"),
        "id act asked_by_id asked_by__name asked_role asked_at state answers_sealed",
    ),
    "parts": (Part.objects.filter(_CASE).order_by("id"), "id part at person_id person__name"),
    "dispatches": (
        Dispatch.objects.filter(_CASE).order_by("at"),
        "id log_number at at_once officer_id officer__name sent_by_id sent_by__name",
    ),
    "signposts": (Signpost.objects.filter(_CASE).order_by("id"), f"id stage rule at {_HELP}"),
    "referrals": (
        Referral.objects.filter(_CASE).order_by("-sent_at", "id"),
        f"id basis state sent_at due_at answered_at told_sealed {_HELP}",
    ),
    # Which of them the reader may see is asked only where there are any (follow_ups.py).
    "same_person": (Case.objects.filter(report__in=_SAME_PERSON.values("pk")), "id"),
    "led_to": (Case.objects.filter(came_from=OuterRef("pk")).order_by("opened_at"), "id reference kind state"),
    "parties": (
        Party.objects.filter(_REPORT).order_by("-is_filer", "id"),
        "id role is_filer agreement under_18 guardian_may_know contact_details_sealed safe_contact_sealed channels bans "
        "safe_times announce "
        f"needs {_CONTACT}",
    ),
    "messages": (
        Message.objects.filter(_REPORT).order_by("sent_at"),
        "id direction words_sealed danger sent_at read_at author_id author__name",
    ),
    "letters": (Letter.objects.filter(_REPORT).order_by("made_at"), "id kind language sent_by_channel"),
    # Every wish behind the code that nobody has decided on, also those a newer one replaced: a caution until then.
    "changes": (
        ContactChange.objects.filter(_OF_PARTY, decided_by=None).order_by("asked_at"),
        "id party_id state asked_at proposed_sealed",
    ),
    "news_choices": (
        NewsChoice.objects.filter(_OF_PARTY, stopped_at=None).order_by("asked_at"),
        "id party_id channel words asked_at tested_at arrived_at live_at address_sealed",
    ),
    "codes": (
        ReturnCode.objects.filter(_REPORT).order_by("created_at"),
        "id party_id created_at retired_at expires_at narrowed_at replaces_id pin_failures",
    ),
    "classifications": (
        Classification.objects.filter(_REPORT).order_by("at"),
        "id at source kind strands rules reasons_sealed decided_by_id decided_by__name",
    ),
    "links": (
        SameEvent.objects.filter(_THIS_EVENT).order_by("linked_at"),
        "id report_id report__reference other_id other__reference linked_at",
    ),
}
GATHERING = Gathering(Case, {name: (rows, columns.split()) for name, (rows, columns) in BESIDE.items()})
