"""The special roads of practice.md 11 to 17: each answer sets its flag, clock, action and restriction, and ends lawfully."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import transaction

from hatereport import clock, outbox
from incidents.models import Message, ProgressLine
from incidents.progress import BY_CODE
from partners.models import Organisation, Person
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, incident_in, report_received
from triage import aftermath
from triage.clocks import deadlines, sweeping
from triage.models import Case, Clock, DeskNotice, Move, PatternAlert, Task
from triage.reaching import blocked_for
from triage.refusals import Incomplete, Refused
from triage.roads import blocks
from triage.roads.table import ROAD_OF, ROADS, is_kept_out_of_briefings
from triage.scope import visible_to
from triage.tasks import reporter_wrote, withdrawal_requested

pytestmark = pytest.mark.django_db

#: The plain answer that raises each flag, and the kind of report it is put in.
HIT: dict[str, Any] = {"words": "They hit me.", "kinds": ["hit"]}
REFUSED: dict[str, Any] = {"words": "They would not serve me.", "kinds": ["refused"]}
ANSWERS: dict[str, chain.Sections] = {
    "police_suspect": {"what": HIT | {"who_did": ["police"]}},
    "under_18": {"who": {"filer": "victim", "under_18": "yes"}},
    "domestic": {"what": HIT | {"who_did": ["family"]}},
    "sexual": {"what": {"words": "They touched me.", "kinds": ["sexual"]}},
    "railway": {"where": {"place_type": "railway", "postcode": "CA1 1AA"}},
    "terrorism": {"what": {"words": "They had bombs and a list.", "kinds": ["terrorism"]}},
    "another_language": {"language": "pl"},
}
BUDGETS = {
    "under_18": dt.timedelta(hours=12),
    "sexual": dt.timedelta(hours=1),
    "railway": dt.timedelta(hours=1),
    "terrorism": dt.timedelta(minutes=5),
    "another_language": dt.timedelta(hours=4),
}


def on_road(flag: str, **sections: Any) -> Case:
    case = report_received(**ANSWERS[flag], **sections)
    assert flag in case.flags
    return case


def road_task(case: Case) -> Task:
    return case.tasks.exclude(road="").get(answered_at=None)


CHILD = {
    "child_decision": "steps",
    "parent_contact": "yes",
    "child_words": "Safe with her aunt; the social worker calls.",
}


def answers(case: Case, flag: str) -> None:
    """The road is answered by the duty inspector, as at night: by its own act, or in words."""
    if flag == "under_18":
        does(cast.duty_inspector(), "decide_child_safeguarding", case, **CHILD)
    else:
        does(cast.duty_inspector(), "answer_action", case, task=str(road_task(case).pk), task_answer="Done at 10:04.")


def told(case: Case) -> None:
    """What the worker does after every move so far."""
    for move in case.moves.all():
        aftermath.follow_up(move.pk)


def written(case: Case, words: str, *, danger: bool) -> Message:
    """A message of the reporter, as the return page keeps it."""
    report = case.report
    message = Message(report=report, content=report.content, direction="from_reporter", danger=danger)
    message.submission_key, message.sent_at, message.words = uuid.uuid4(), clock.now(), words
    message.save()
    return message


def wrote(case: Case, words: str, *, danger: bool) -> None:
    """The reporter writes behind the code, and the worker hears of it."""
    message = written(case, words, danger=danger)
    with transaction.atomic():
        reporter_wrote(outbox.add("reporter.message", key=case.report_id, message_id=message.pk))
    case.refresh_from_db()


# --- all of them ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flag", list(ROAD_OF))
def test_each_road_is_opened_by_a_plain_answer(flag: str) -> None:
    case, road = on_road(flag), ROAD_OF[flag]

    task = road_task(case)
    assert (task.road, task.team.kind, task.what) == (flag, road.team, road.action)
    assert case.restricted == road.restricts
    if road.clock:
        assert case.clocks.filter(kind=road.clock, state=Clock.State.RUNNING).exists()


def test_every_road_is_walked_here() -> None:
    assert ANSWERS.keys() == {road.flag for road in ROADS}


@pytest.mark.parametrize("flag", list(BUDGETS))
def test_each_road_has_its_own_time(flag: str) -> None:
    case = on_road(flag)

    running = case.clocks.get(kind=ROAD_OF[flag].clock)
    assert running.due_at - running.started_at == BUDGETS[flag]
    assert road_task(case).due_at == running.due_at


@pytest.mark.parametrize("flag", [flag for flag in ROAD_OF if flag != "police_suspect"])
def test_answering_the_action_stops_the_clock_of_the_road(flag: str) -> None:
    case = on_road(flag)

    answers(case, flag)

    if ROAD_OF[flag].clock:
        assert not case.clocks.filter(kind=ROAD_OF[flag].clock, state=Clock.State.RUNNING).exists()


# A report in another language does not even leave the control room unread (test_another_language.py).
_LATER = [flag for flag in ROAD_OF if flag not in ("police_suspect", "terrorism", "sexual", "another_language")]


@pytest.mark.parametrize("flag", _LATER)
def test_a_stage_is_not_left_for_good_while_the_road_is_unanswered(flag: str) -> None:
    case = crime_in("under_investigation", **ANSWERS[flag])

    with pytest.raises(Refused, match="action"):
        chain.proposed(case)
    answers(case, flag)
    chain.proposed(case)

    assert case.state == "outcome_proposed"


@pytest.mark.parametrize("flag", [flag for flag in ROAD_OF if flag != "police_suspect"])
def test_each_road_ends_lawfully(flag: str) -> None:
    case = on_road(flag)
    answers(case, flag)
    officer, sergeant = cast.officer(), cast.supervising_sergeant()
    if case.kind == "hate_incident":
        does(
            cast.control_room_sergeant(),
            "assess_as_crime",
            case,
            **chain.dispatching(officer, sergeant) | {"road": "dispatch"},
        )
        case = case.led_to.get()
    else:
        does(cast.control_room_sergeant(), "review_and_dispatch", case, **chain.dispatching(officer, sergeant))
    does(officer, "record_attendance", case, **chain.attendance())
    does(cast.hate_crime_sergeant(), "specialist_review", case, **chain.specialist())
    chain.proposed(case)
    does(sergeant, "endorse", case, reasons="Agreed.")
    does(cast.hate_crime_inspector(), "uphold_nfa", case, **chain.final_review())
    does(officer, "tell_victim", case, **chain.telling())

    assert case.state == "closed"


@pytest.mark.parametrize(
    ("flag", "said"),
    [
        ("under_18", chain.NO_CRIME | {"who": {"filer": "victim", "under_18": "yes"}}),
        ("domestic", {"what": REFUSED | {"who_did": ["family"]}}),
    ],
)
def test_a_road_goes_on_when_the_incident_becomes_a_crime(flag: str, said: chain.Sections) -> None:
    incident = report_received(**said)
    assert incident.kind == "hate_incident"
    due = road_task(incident).due_at
    road = chain.dispatching(cast.officer(), cast.supervising_sergeant()) | {"road": "dispatch"}

    does(cast.control_room_sergeant(), "assess_as_crime", incident, **road)

    crime = incident.led_to.get()
    assert (road_task(crime).road, road_task(crime).due_at, road_task(crime).what) == (flag, due, ROAD_OF[flag].action)
    assert not incident.tasks.filter(answered_at=None).exists()
    if ROAD_OF[flag].clock:
        assert crime.clocks.get(kind=ROAD_OF[flag].clock, state="running").due_at == due


# --- 11 police suspect ------------------------------------------------------------------------------------------------


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
    assert visible_to(cast.control_room_sergeant()).filter(pk=case.pk).exists()


# --- 12 a child -------------------------------------------------------------------------------------------------------


def test_no_community_leader_is_told_of_a_child() -> None:
    case = incident_in("local_focus", **ANSWERS["under_18"])
    does(cast.local_focus_sergeant(), "take", case)

    with pytest.raises(Refused, match="child"):
        does(cast.local_focus_sergeant(), "inform_community_leader", case, leader="The vicar", told="Something.")


def test_the_safeguarding_decision_is_a_record_and_words_do_not_replace_it() -> None:
    case, owner = on_road("under_18"), cast.sits_in(cast.officer(2), "safeguarding")

    with pytest.raises(Incomplete, match="Decide on safeguarding"):
        does(owner, "answer_action", case, task=str(road_task(case).pk), task_answer="Looked at it.")
    does(owner, "decide_child_safeguarding", case, **CHILD)

    assert case.records.get(kind="child_safeguarding").codes["parent_contact"] == "yes"
    assert not case.tasks.filter(road="under_18", answered_at=None).exists()


def test_no_letter_and_no_word_to_a_parent_before_the_decision() -> None:
    parent = {"contact": "yes", "name": "A mother", "phone": "07700 900123", "channels": ["call", "return_page"]}
    case = crime_in(
        "under_investigation", who={"filer": "on_behalf", "under_18": "yes", "agreement": "yes"}, contact=parent
    )
    called = {"contact_channel": "call", "contact_result": "reached", "contact_words": "Spoke with her."}
    assert blocked_for(case.report_id) == {"letter"}

    with pytest.raises(Incomplete, match="before the safeguarding decision"):
        does(cast.officer(), "record_contact_attempt", case, **called)
    answers(case, "under_18")
    does(cast.officer(), "record_contact_attempt", case, **called)

    assert blocked_for(case.report_id) == set()


def test_the_safeguarding_lead_of_a_school_is_named() -> None:
    case = on_road("under_18", where={"place_type": "school", "postcode": "CA1 1AA"})

    with pytest.raises(Incomplete, match="safeguarding lead"):
        does(cast.duty_inspector(), "decide_child_safeguarding", case, **CHILD)
    does(cast.duty_inspector(), "decide_child_safeguarding", case, **CHILD, school_lead="Mrs Hall, 11:20")


# --- 13 partner, family or carer --------------------------------------------------------------------------------------


PARTNER = {"organisation": "1", "basis": "anonymised", "told": "Somebody needs help."}


def owned(case: Case) -> Person:
    """Somebody of the domestic abuse team has taken that side of the case."""
    owner = cast.sits_in(cast.officer(2), "domestic_abuse")
    does(owner, "own_domestic", case, first_steps="Call her at work.")
    return owner


def letter_to(case: Case) -> str:
    """What a letter to the victim meets."""
    return "shut" if "letter" in blocked_for(case.report_id) else "open"


def test_a_named_owner_of_the_domestic_abuse_team_lifts_each_block_by_itself() -> None:
    case = crime_in("under_investigation", **ANSWERS["domestic"])
    assert blocks.in_force(case) == set(blocks.BLOCK)
    assert blocked_for(case.report_id) == {"letter", "text", "email"}
    owner = owned(case)
    assert blocks.in_force(case) == set(blocks.BLOCK)  # owning lifts nothing

    does(owner, "lift_block", case, block="letters", reasons="She collects the post at her mother's.")

    assert blocked_for(case.report_id) == {"text", "email"}
    with pytest.raises(Incomplete):
        does(owner, "lift_block", case, block="letters", reasons="Again.")
    does(owner, "set_block", case, block="letters", reasons="He has the key now.")
    assert blocked_for(case.report_id) == {"letter", "text", "email"}


def test_nobody_but_the_owner_lifts_a_block() -> None:
    case = crime_in("under_investigation", **ANSWERS["domestic"])
    owned(case)

    for who in (cast.officer(), cast.supervising_sergeant(), cast.duty_inspector()):
        with pytest.raises(Refused, match="owns the domestic abuse side"):
            does(who, "lift_block", case, block="letters", reasons="It is fine.")
    with pytest.raises(Refused, match="domestic abuse team"):
        does(cast.officer(), "own_domestic", case, first_steps="Mine.")


def test_answering_the_action_lifts_nothing() -> None:
    case = crime_in("under_investigation", **ANSWERS["domestic"])

    answers(case, "domestic")

    assert letter_to(case) == "shut"


def test_no_community_leader_is_told_while_that_is_blocked() -> None:
    case = incident_in("local_focus", what=REFUSED | {"who_did": ["partner"]})
    sergeant = cast.local_focus_sergeant()
    does(sergeant, "take", case)
    informed = {"partners_told": "yes", "partners_words": "Housing."}

    with pytest.raises(Refused, match="domestic abuse owner"):
        does(sergeant, "inform_community_leader", case, leader="The vicar", told="Something.")
    with pytest.raises(Incomplete, match="domestic abuse owner"):
        does(sergeant, "inform_partners", case, leaders_told="yes", **informed)
    does(sergeant, "inform_partners", case, leaders_told="no", **informed)
    owner = owned(case)
    does(owner, "lift_block", case, block="faith", reasons="They are not of his congregation.")
    does(sergeant, "inform_partners", case, leaders_told="yes", **informed)


@pytest.mark.parametrize(("kind", "block"), [("community", "faith"), ("restorative_justice", "restorative")])
def test_a_partner_who_may_bring_them_together_is_blocked(kind: str, block: str) -> None:
    case = crime_in("under_investigation", **ANSWERS["domestic"])
    partner = Organisation.objects.create(code=f"a-{kind}", name="A partner", kind=kind, takes_referrals=True)
    officer, asked = cast.officer(), PARTNER | {"organisation": str(partner.pk)}
    with pytest.raises(Incomplete, match="domestic abuse owner"):
        does(officer, "refer", case, **asked)

    does(owned(case), "lift_block", case, block=block, reasons="She asks for it herself.")
    does(officer, "refer", case, **asked)

    assert case.referrals.count() == 1


def test_the_blocks_do_not_fall_with_the_incident_they_stood_in() -> None:
    incident = incident_in("local_focus", what=REFUSED | {"who_did": ["partner"]})
    does(owned(incident), "lift_block", incident, block="pings", reasons="A telephone of her own.")

    does(cast.local_focus_sergeant(), "escalate_to_crime", incident, offence="harassment", reasons="A series.")
    crime = incident.led_to.get()

    assert blocks.in_force(crime) == set(blocks.BLOCK) - {"pings"}
    assert visible_to(cast.officer(2)).filter(pk=crime.pk).exists()


# --- 14 sexual --------------------------------------------------------------------------------------------------------


def test_the_specialists_take_the_account_over_within_the_hour() -> None:
    case = on_road("sexual")
    specialist = cast.sits_in(cast.officer(2), "sexual_offences")

    does(specialist, "take_over_account", case, first_steps="DC Moss, at the centre, at noon.")

    assert not case.clocks.filter(kind="sexual", state="running").exists()
    assert not case.tasks.filter(road="sexual", answered_at=None).exists()
    assert visible_to(specialist).filter(pk=case.pk).exists()  # theirs for as long as it is worked on


def test_nobody_else_takes_a_long_account_of_it() -> None:
    case = crime_in("dispatched", **ANSWERS["sexual"])

    with pytest.raises(Incomplete, match="specialist team takes the account"):
        does(cast.officer(), "record_attendance", case, **chain.attendance() | {"first_account": "He said " * 60})
    does(cast.officer(), "record_attendance", case, **chain.attendance())


def test_the_sexual_assault_referral_centre_is_named() -> None:
    case = on_road("sexual")

    told(case)

    assert case.signposts.filter(organisation__code="sexual-assault-referral-centre").exists()


def test_neither_sexual_nor_restricted_cases_are_in_maps_or_briefings() -> None:
    assert is_kept_out_of_briefings(on_road("sexual"))
    assert is_kept_out_of_briefings(on_road("police_suspect"))
    assert not is_kept_out_of_briefings(on_road("railway"))


# --- 15 railway, other forces -----------------------------------------------------------------------------------------


def test_a_railway_case_is_handed_over_with_the_receipt_of_who_took_it() -> None:
    case = on_road("railway")
    sergeant = cast.control_room_sergeant()
    elsewhere = {"to_force": "lancashire", "known": "All.", "transfer_danger": "No."}
    does(sergeant, "offer_transfer", case, **elsewhere)

    with pytest.raises(Incomplete):
        does(sergeant, "accept_transfer", case)
    does(sergeant, "accept_transfer", case, acknowledged_by="PS Shaw", acknowledged_number="77")

    assert case.state == "transferred"
    words = case.transfers.get().words
    assert words is not None
    assert words["acknowledged_by"] == "PS Shaw"
    assert not case.led_to.exists()


def test_the_sender_keeps_the_clocks_until_the_transfer_is_accepted() -> None:
    case = report_received()
    before = set(case.clocks.filter(state="running").values_list("kind", "due_at"))
    offer = {"to_force": "leicestershire", "known": "All.", "transfer_danger": "No."}

    does(cast.control_room_sergeant(), "offer_transfer", case, **offer)
    assert before <= set(case.clocks.filter(state="running").values_list("kind", "due_at"))
    does(cast.dev("control_room_sergeant"), "accept_transfer", case)

    assert not case.clocks.exclude(state="stopped").exists()
    assert case.led_to.get().clocks.filter(kind="assessment", state="running").exists()


def test_danger_goes_with_a_case_that_is_transferred() -> None:
    case = report_received(danger={"danger": "yes"})
    offer = {"to_force": "leicestershire", "known": "All.", "transfer_danger": "Yes."}
    does(cast.control_room_sergeant(), "offer_transfer", case, **offer)

    does(cast.dev("control_room_sergeant"), "accept_transfer", case)

    theirs = case.led_to.get()
    assert (case.danger, theirs.danger, theirs.risk) == (False, True, 4)
    assert theirs.clocks.filter(kind="danger", state="running").exists()
    assert not case.clocks.exclude(state="stopped").exists()


def test_the_duty_inspector_was_told_of_terrorism_in_one_field() -> None:
    case = on_road("terrorism")

    does(cast.control_room_operator(), "inspector_told", case, told_inspector=str(cast.duty_inspector().pk))

    move = case.moves.get(act="inspector_told")
    assert move.codes["told_inspector"] == str(cast.duty_inspector().pk)
    assert not case.clocks.filter(kind="terrorism", state="running").exists()


# --- 16 not a report --------------------------------------------------------------------------------------------------


def test_what_was_set_aside_is_kept_and_restored_within_four_weeks() -> None:
    case, sergeant = report_received(**chain.NO_CRIME), cast.control_room_sergeant()
    does(cast.control_room_operator(), "mark_not_a_report", case, not_report_reason="test")
    assert case.state == "not_a_report"

    with clock.at(clock.now() + dt.timedelta(days=29)), pytest.raises(Refused, match="28 days"):
        does(sergeant, "reopen", case, what_is_new="It was real.")
    does(sergeant, "reopen", case, what_is_new="It was real.")

    assert case.state == "local_focus"
    assert case.report.narrative


def test_a_crime_cannot_be_set_aside_as_no_report() -> None:
    with pytest.raises(Refused, match="no such act"):
        does(cast.control_room_operator(), "mark_not_a_report", report_received(), not_report_reason="test")


# --- 17 nobody reachable ----------------------------------------------------------------------------------------------


def test_an_anonymous_report_reaches_its_end_with_nobody_reachable() -> None:
    anonymous = {"contact": {"contact": "anonymous"}, "who": {"filer": "witness"}}
    case = report_received(**anonymous)
    officer, sergeant = cast.officer(), cast.supervising_sergeant()
    unreached = {**chain.SUPPORT, "support": "not_reached"}
    does(cast.control_room_sergeant(), "review_and_dispatch", case, **chain.dispatching(officer, sergeant) | unreached)
    nobody = {"victim_seen": "none", "none_reachable": "Left no name; asked along the street."}
    seen = {"attendance_safety": "Street patrolled.", "evidence": "Film asked for."}
    does(officer, "record_attendance", case, **nobody, **seen, **unreached)
    does(cast.hate_crime_sergeant(), "specialist_review", case, **chain.specialist() | unreached)
    chain.proposed(case)
    does(sergeant, "endorse", case, reasons="Agreed.")
    does(cast.hate_crime_inspector(), "uphold_nfa", case, **chain.final_review())
    posted = chain.telling() | {"contact_result": "not_appropriate", "review_told": "posted"} | unreached
    does(officer, "tell_victim", case, **posted)

    assert case.state == "closed"
    assert case.report.messages.filter(direction="to_reporter").exists()


def test_an_anonymous_incident_reaches_its_end_too() -> None:
    case = incident_in("closed", contact={"contact": "anonymous"}, who={"filer": "witness"})

    assert case.state == "closed"


# --- later messages ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["control_room", "under_investigation", "nfa_final_review", "closed"])
def test_danger_in_a_later_message_reaches_the_control_room_from_any_state(state: str) -> None:
    case = crime_in(state)

    wrote(case, "He stands outside my door.", danger=True)
    told(case)

    assert (case.state, case.danger, case.risk) == (state, True, 4)
    assert case.clocks.filter(kind__in=deadlines.DANGER, state="running").count() == 2
    assert DeskNotice.objects.get(case=case, what="danger_reported").team.kind == "control_room"
    assert case.report.progress.filter(message_id="danger_heard").exists()


def test_somebody_is_sent_to_a_danger_behind_a_closed_case() -> None:
    case = crime_in("closed")
    wrote(case, "He stands outside my door.", danger=True)

    does(cast.control_room_operator(), "dispatch_now", case, log_number="CC-99")

    assert (case.state, case.danger) == ("closed", False)
    assert not case.clocks.exclude(state="stopped").exists()
    assert case.dispatches.filter(log_number="CC-99", at_once=True).exists()


def test_a_second_danger_is_answered_by_a_second_car() -> None:
    case = crime_in("dispatched")
    with pytest.raises(Refused, match="sent already"):
        does(cast.control_room_operator(), "dispatch_now", case, log_number="CC-2")

    wrote(case, "He is back.", danger=True)
    does(cast.control_room_operator(), "dispatch_now", case, log_number="CC-2")

    assert case.dispatches.count() == 2


def test_a_danger_in_a_restricted_case_is_seen_by_the_control_room_until_it_is_met() -> None:
    case = on_road("police_suspect")
    operator, focus = cast.control_room_operator(), cast.local_focus_sergeant()
    assert not visible_to(operator).filter(pk=case.pk).exists()

    wrote(case, "He stands outside my door.", danger=True)
    assert visible_to(operator).filter(pk=case.pk).exists()
    assert not visible_to(focus).filter(pk=case.pk).exists()
    does(operator, "dispatch_now", case, log_number="CC-1")

    assert not visible_to(operator).filter(pk=case.pk).exists()


def test_a_message_ends_the_waiting_and_danger_in_it_is_heard_first() -> None:
    case = crime_in("under_investigation")
    does(cast.officer(), "ask_for_information", case, question="Which shop?")

    wrote(case, "The one at the corner. He is outside.", danger=True)

    assert (case.state, case.danger) == ("under_investigation", True)


def test_the_same_message_delivered_twice_is_one_event() -> None:
    case = crime_in("closed")
    message = written(case, "Hello?", danger=True)
    notice = outbox.add("reporter.message", key=case.report_id, message_id=message.pk)

    reporter_wrote(notice)
    reporter_wrote(notice)

    assert case.moves.filter(act="danger_reported").count() == 1


def test_a_wish_to_withdraw_goes_to_the_holder_and_nothing_is_erased() -> None:
    case = crime_in("under_investigation")

    withdrawal_requested(outbox.add("report.withdrawal_requested", key=case.report_id, report_id=case.report_id))
    told(case)

    case.refresh_from_db()
    assert (case.state, case.open) == ("under_investigation", True)
    assert DeskNotice.objects.get(case=case, what="withdrawal_requested").person == cast.officer()
    assert case.report.narrative
    assert case.report.progress.filter(message_id="withdrawal_heard").exists()


# --- 9 counter-reports and duplicates ---------------------------------------------------------------------------------


def lines(case: Case) -> list[tuple[str, str]]:
    told(case)
    said = ProgressLine.objects.filter(report=case.report).order_by("at", "pk")
    return [(line.message_id, str(BY_CODE[line.message_id].text)) for line in said]


def test_the_same_contact_raises_an_alert_for_staff_and_nothing_for_the_public() -> None:
    lone = lines(report_received(**chain.ELSEWHERE))
    report_received()
    second = report_received()

    assert {alert.kind for alert in second.alerts.all()} >= {"same_contact", "same_place"}
    assert lines(second) == lone


def test_a_report_against_the_reporter_raises_an_alert_and_alters_nobody_s_contact() -> None:
    first = report_received()
    before = [(party.role, party.channels, party.contact_details) for party in first.report.parties.all()]
    counter = {**chain.ELSEWHERE, "where": {"place_type": "street", "postcode": "CA1 1AA"}}

    second = report_received(**counter, suspect={"suspect_name": "Amina Yusuf", "known": "yes"})

    assert second.alerts.filter(other=first, kind="same_place", state="open").exists()
    assert not first.alerts.exists()
    assert [(party.role, party.channels, party.contact_details) for party in first.report.parties.all()] == before


def test_an_open_alert_keeps_a_crime_from_its_end_until_somebody_answers() -> None:
    report_received()
    case = crime_in("dispatched")
    does(cast.officer(), "record_attendance", case, **chain.attendance())
    does(cast.hate_crime_sergeant(), "specialist_review", case, **chain.specialist())
    with pytest.raises(Refused, match="pattern alert"):
        chain.proposed(case)

    raised = [str(alert.pk) for alert in case.alerts.filter(state="open")]
    does(cast.officer(), "answer_alert", case, alerts=raised, alert_answer="dismissed", reasons="Another.")
    chain.proposed(case)

    assert case.state == "outcome_proposed"


def test_an_alert_goes_with_the_case_that_follows() -> None:
    report_received(**chain.NO_CRIME)
    incident = report_received(**chain.NO_CRIME)
    kinds = set(incident.alerts.values_list("kind", flat=True))
    road = chain.dispatching(cast.officer(), cast.supervising_sergeant()) | {"road": "dispatch"}

    does(cast.control_room_sergeant(), "assess_as_crime", incident, **road)

    assert kinds
    assert set(incident.led_to.get().alerts.filter(state="open").values_list("kind", flat=True)) == kinds


def test_a_state_called_dispatched_has_a_log_number() -> None:
    case = report_received()
    without = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    del without["log_number"]

    with pytest.raises(Incomplete, match="log number"):
        does(cast.control_room_sergeant(), "review_and_dispatch", case, **without)
    done = does(cast.control_room_operator(), "dispatch_now", case, log_number="CC-1")

    assert isinstance(done, Move)
    assert case.state == "control_room"
