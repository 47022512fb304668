"""The two chains, end to end, through the acts themselves."""

import pytest

from hatereport.audit.models import Entry
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from triage.models import Move
from triage.refusals import Incomplete, Refused

pytestmark = pytest.mark.django_db


def test_an_incident_goes_from_the_control_room_to_closed():
    case = chain.report_received(what={"words": "They swore at me.", "kinds": ["refused"]})
    sergeant, focus, inspector = cast.control_room_sergeant(), cast.local_focus_sergeant(), cast.local_focus_inspector()
    assert case.kind == "hate_incident"

    does(sergeant, "assess_as_incident", case, **chain.assessment(case))
    assert case.state == "local_focus"
    does(focus, "take", case)
    with pytest.raises(Refused, match="action"):
        does(focus, "finalise", case, reasons="Done.")
    does(focus, "answer_action", case, task=str(case.tasks.get().pk), task_answer="Called, and talked.")
    does(
        focus,
        "record_contact_attempt",
        case,
        contact_channel="return_page",
        contact_result="reached",
        contact_words="Talked.",
    )
    does(focus, "review_safeguarding", case, safeguarding="none_found", safeguarding_words="Looked.")
    does(focus, "check_patterns", case, pattern="none", pattern_words="Searched.")
    does(focus, "decide_threshold", case, threshold="none_held", threshold_words="None held.")
    does(focus, "inform_partners", case, partners_told="no", leaders_told="no", partners_words="Not wanted.")
    does(focus, "finalise", case, reasons="All done.")
    assert case.state == "inspector_review"
    does(inspector, "approve", case, **chain.APPROVAL)

    assert case.state == "closed"
    assert case.ended_at is not None
    assert not case.clocks.exclude(state="stopped").exists()


DUTIES = {
    "review_safeguarding": {"safeguarding": "none_found", "safeguarding_words": "Looked."},
    "check_patterns": {"pattern": "none", "pattern_words": "Searched."},
    "inform_partners": {"partners_told": "no", "leaders_told": "no", "partners_words": "Not wanted."},
    "answer_action": {"task_answer": "Called, and talked."},
}


@pytest.mark.parametrize("name", DUTIES)
def test_an_inspector_who_did_local_focus_s_work_does_not_approve_it(name: str):
    case, helen = chain.incident_in("local_focus"), cast.local_focus_inspector()
    does(helen, name, case, **DUTIES[name] | {"task": str(case.tasks.get().pk)})

    chain.finalised(case)

    with pytest.raises(Refused, match="local focus work"):
        does(helen, "approve", case, **chain.APPROVAL)


def test_setting_an_action_for_local_focus_is_no_bar_to_approving():
    case, helen = chain.incident_in("local_focus"), cast.local_focus_inspector()
    does(helen, "set_action", case, action="Ask the school.", action_team=str(case.holding_team_id), action_due="24")

    chain.finalised(case)

    assert not case.parts.filter(person=helen).exists()
    does(helen, "approve", case, **chain.APPROVAL)


def test_an_inspector_s_contact_is_her_own_record_and_never_a_tick():
    case, helen = chain.incident_in("inspector_review"), cast.local_focus_inspector()
    tried = {"contact_channel": "return_page", "contact_words": "Wrote to her."}
    approval = {"inspector_contact": "made", "reasons": "Complete."}

    with pytest.raises(Incomplete, match="No contact of yours"):  # the sergeant's is on record
        does(helen, "approve", case, **approval)
    does(helen, "record_contact_attempt", case, contact_result="no_answer", **tried)
    with pytest.raises(Incomplete, match="No contact of yours"):
        does(helen, "approve", case, **approval)
    does(helen, "record_contact_attempt", case, contact_result="reached", **tried)
    does(helen, "approve", case, **approval)

    assert case.state == "closed"


def test_no_contact_of_the_inspector_says_why_it_was_not_appropriate():
    case, helen = chain.incident_in("inspector_review"), cast.local_focus_inspector()

    with pytest.raises(Incomplete, match="why it is not appropriate"):
        does(helen, "approve", case, inspector_contact="not_appropriate", reasons="Complete.")
    does(helen, "approve", case, **chain.APPROVAL)

    assert "spoken with them" in (case.moves.get(act="approve").words or {})["why_no_contact"]


def test_a_crime_is_returned_once_and_then_upheld_by_the_same_inspector():
    case = chain.report_received()
    officer, supervisor, inspector = cast.officer(), cast.supervising_sergeant(), cast.hate_crime_inspector()
    assert case.kind == "hate_crime"
    assert case.grade == "priority"

    does(cast.control_room_sergeant(), "review_and_dispatch", case, **chain.dispatching(officer, supervisor))
    does(supervisor, "accept_supervision", case)
    does(officer, "record_attendance", case, **chain.attendance())
    does(cast.hate_crime_sergeant(), "specialist_review", case, **chain.specialist())
    does(officer, "propose_outcome", case, **chain.outcome(case))
    does(supervisor, "endorse", case, reasons="Agreed.")
    assert case.state == "nfa_final_review"
    does(inspector, "return_for_investigation", case, directions="Ask the shop for its film.", direction_due="168")
    assert case.state == "under_investigation"
    does(officer, "answer_action", case, task=str(case.tasks.get().pk), task_answer="The film shows nobody.")
    does(officer, "propose_outcome", case, **chain.outcome(case))
    does(supervisor, "endorse", case, reasons="Agreed.")
    does(inspector, "uphold_nfa", case, **chain.final_review())
    assert case.state == "victim_to_be_told"
    does(
        officer,
        "tell_victim",
        case,
        reasons="We could not find them.",
        contact_channel="return_page",
        contact_result="reached",
        review_told="not_eligible",
        **chain.SUPPORT,
    )

    assert case.state == "closed"


def test_a_case_that_follows_another_is_in_the_log_from_its_first_moment():
    case = chain.report_received(what={"words": "They stared.", "kinds": ["refused"]})
    focus = cast.local_focus_sergeant()
    does(cast.control_room_sergeant(), "assess_as_incident", case, **chain.assessment(case))

    does(focus, "escalate_to_crime", case, offence="harassment", reasons="Third time this month.")

    crime = case.led_to.get()
    entry = Entry.objects.get(chain=f"case:{crime.pk}")
    assert (entry.action, entry.act, entry.actor_id) == ("collection", "escalate_to_crime", focus.pk)


def test_a_state_called_dispatched_has_a_log_number() -> None:
    case = chain.report_received()
    without = chain.dispatching(cast.officer(), cast.supervising_sergeant())
    del without["log_number"]

    with pytest.raises(Incomplete, match="log number"):
        does(cast.control_room_sergeant(), "review_and_dispatch", case, **without)
    done = does(cast.control_room_operator(), "dispatch_now", case, log_number="CC-1")

    assert isinstance(done, Move)
    assert case.state == "control_room"
