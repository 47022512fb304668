"""A report against the police: for professional standards and nobody else (practice.md 11)."""

import datetime as dt

import pytest

from hatereport import clock, outbox
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, report_received
from tests.triage.desk_browser import address, at_desk
from tests.triage.roads.on_the_road import (
    REFUSED,
    on_road,
    road_task,
    told,
)
from triage import aftermath
from triage.clocks import sweeping
from triage.models import Case, DeskNotice, Part, PatternAlert
from triage.news import waiting
from triage.news.counters import counts_for
from triage.refusals import Refused
from triage.roads import course_of_conduct
from triage.scope import visible_to
from triage.situation import Situation

pytestmark = pytest.mark.django_db


def test_a_police_suspect_is_for_professional_standards_and_nobody_else() -> None:
    case = on_road("police_suspect")

    assert case.holding_team.kind == "professional_standards"
    for role in cast.CHAIN:
        assert visible_to(cast.person(role)).filter(pk=case.pk).exists() == (role == "professional_standards"), role


def test_the_clock_of_a_police_suspect_ends_on_the_next_working_day() -> None:
    with clock.at(dt.datetime(2026, 3, 6, 20, tzinfo=dt.UTC)):  # a Friday evening
        case = on_road("police_suspect")

    assert case.clocks.get(kind="police_suspect").due_at.date() == dt.date(2026, 3, 9)


def test_a_case_restricted_later_leaves_every_scope_pattern_and_hand() -> None:
    case, other = crime_in("under_investigation"), report_received()
    assert PatternAlert.objects.filter(case=other, other=case, state="open").exists()

    does(cast.duty_inspector(), "restrict", case, reasons="The suspect is a colleague.")

    assert not visible_to(cast.control_room_sergeant()).filter(pk=case.pk).exists()
    assert not PatternAlert.objects.filter(other=case, state="open").exists()
    assert case.holder is None
    assert case.clocks.filter(kind="police_suspect", state="running").exists()


def test_a_case_restricted_later_is_named_by_no_pattern_that_was_confirmed_before() -> None:
    case, other = crime_in("under_investigation"), report_received()
    alerts = [str(alert.pk) for alert in other.alerts.filter(other=case)]
    ellen = cast.control_room_sergeant()
    does(ellen, "answer_alert", other, alerts=alerts, alert_answer="confirmed", reasons="One family.")
    assert case.reference in course_of_conduct.in_words(Situation(other, ellen))
    assert case.reference.encode() in at_desk(ellen).get(address(other)).content

    does(cast.duty_inspector(), "restrict", case, reasons="The suspect is a colleague.")

    assert case.reference not in course_of_conduct.in_words(Situation(other, ellen))
    page = at_desk(ellen).get(address(other)).content.decode()
    assert case.reference not in page
    assert not [pk for pk in alerts if f">{pk}" in page]
    assert "Another case" in page


def test_a_restricted_case_raises_no_alerts_on_either_side() -> None:
    report_received()
    case = on_road("police_suspect")
    later = report_received()

    assert not case.alerts.exists()
    assert not later.alerts.filter(other=case).exists()


def test_what_the_public_reads_of_a_restricted_case_says_nothing_of_the_road() -> None:
    case = on_road("police_suspect")
    does(cast.professional_standards(), "take", case)
    officer, sergeant = cast.officer(), cast.supervising_sergeant()
    does(cast.professional_standards(), "review_and_dispatch", case, **chain.dispatching(officer, sergeant))

    told(case)

    lines = set(case.report.progress.exclude(message_id="received_restricted").values_list("message_id", flat=True))
    assert lines <= {"specialist_team"}


def test_a_police_suspect_s_case_still_passes_the_inspector() -> None:
    standards, inspector = cast.professional_standards(), cast.hate_crime_inspector()
    officer, sergeant = cast.officer(), cast.supervising_sergeant()
    case = on_road("police_suspect")
    does(standards, "answer_action", case, task=str(road_task(case).pk), task_answer="Ours.")
    does(standards, "review_and_dispatch", case, **chain.dispatching(officer, sergeant))
    does(officer, "record_attendance", case, **chain.attendance())
    does(standards, "specialist_review", case, **chain.specialist())
    chain.proposed(case)
    does(sergeant, "endorse", case, reasons="Agreed.")
    with pytest.raises(Refused):
        does(standards, "uphold_nfa", case, **chain.final_review())
    with pytest.raises(Refused):
        does(inspector, "uphold_nfa", case, **chain.final_review())  # does not see it

    does(standards, "hand_over", case, person=str(inspector.pk))
    does(inspector, "uphold_nfa", case, **chain.final_review())
    does(officer, "tell_victim", case, **chain.telling())

    assert case.state == "closed"
    assert not visible_to(inspector).filter(pk=case.pk).exists()


def test_deadlines_of_a_restricted_case_are_told_to_its_own_team_alone() -> None:
    case = on_road("police_suspect")

    with clock.at(clock.now() + dt.timedelta(days=30)):
        sweeping.sweep()
        for notice in outbox.Notice.objects.filter(topic="clock.spoke"):
            aftermath.clock_spoke(notice.payload["clock_id"], notice.payload["event"], notice.payload["level"])
    told(case)

    kinds = set(DeskNotice.objects.filter(case=case).values_list("team__kind", flat=True))
    assert kinds == {"professional_standards"}


def test_professional_standards_name_who_investigates() -> None:
    case, officer = on_road("police_suspect"), cast.officer()

    does(
        cast.professional_standards(),
        "name_investigator",
        case,
        investigator=str(officer.pk),
        reasons="Other division.",
    )

    assert case.holder == officer
    assert visible_to(officer).filter(pk=case.pk).exists()
    assert not case.clocks.filter(kind="police_suspect", state="running").exists()


SIGNED = {
    "allocate_without_attendance": "under_investigation",
    "assess_as_incident": "cancelled",
    "review_and_dispatch": "dispatched",
    "assess_as_crime": "escalated",
}


@pytest.mark.parametrize("name", SIGNED)
def test_what_needs_a_signature_is_signed_by_a_second_person_of_professional_standards(name: str) -> None:
    ruth, gary, fiona = cast.professional_standards(), cast.professional_standards(2), cast.duty_inspector()
    incident = {"what": REFUSED | {"who_did": ["police"]}}
    case = report_received(**incident) if name == "assess_as_crime" else on_road("police_suspect")
    assert case.restricted
    typed = chain.dispatching(cast.officer(), cast.supervising_sergeant()) | chain.assessment(case)
    more = {"allocation_reason": "online", "victims_view": "Agrees.", "road": "allocate", "reasons": "No crime."}

    does(ruth, name, case, **typed | more, grade="scheduled", grade_reason="Weeks ago.")
    asked = case.countersignatures.get(state="asked")
    assert waiting.signers_of(case, asked) == [gary]
    assert [counts_for(who)["desk_countersign"] for who in (ruth, gary, fiona)] == ["", "1", ""]
    assert [list(waiting.signatures_for(who)) for who in (ruth, gary, fiona)] == [[], [asked], []]
    chain.signs(gary, case)

    assert case.state == SIGNED[name]
    assert Part.objects.filter(case=case, person=gary).exists()


def test_a_second_person_of_professional_standards_refuses_with_a_reason() -> None:
    case, gary = on_road("police_suspect"), cast.professional_standards(2)
    typed = chain.assessment(case) | {"reasons": "No crime."}
    does(cast.professional_standards(), "assess_as_incident", case, **typed)

    move = chain.signs(gary, case, sign=False, reasons="It is one.")

    assert (case.state, move.actor_role) == ("control_room", "professional_standards")


def test_two_people_of_professional_standards_end_a_restriction() -> None:
    case, ruth, gary = on_road("police_suspect"), cast.professional_standards(), cast.professional_standards(2)

    does(ruth, "lift_restriction", case, reasons="He is a security guard.")
    assert case.restricted
    with pytest.raises(Refused):
        chain.signs(ruth, case)
    chain.signs(gary, case)

    case = Case.objects.get(pk=case.pk)
    assert not case.restricted
    assert case.holding_team.kind == "control_room"
    assert not case.tasks.filter(answered_at=None).exists()
    assert not case.clocks.filter(kind="police_suspect", state="running").exists()
    assert visible_to(cast.control_room_sergeant()).filter(pk=case.pk).exists()
