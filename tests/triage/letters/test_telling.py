"""Which letter may be written when, and telling the victim by one: the clock it stops, the case it closes."""

import pytest

from incidents.letters.kinds import KINDS
from incidents.models import Letter, Message
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.letters.writing import BY_POST, NFA, met, words_of, writes
from triage.letters import RULES, choices
from triage.refusals import Incomplete
from triage.situation import Situation
from triage.states import STATE_OF
from triage.workflow import ACT

pytestmark = pytest.mark.django_db


# --- which letter, where ----------------------------------------------------------------------------------------------


def test_every_kind_has_its_place_and_every_place_exists() -> None:
    assert {rule.kind for rule in RULES} == {kind.code for kind in KINDS}
    for rule in RULES:
        assert rule.where
        for kind, states in rule.where.items():
            assert all((kind, state) in STATE_OF for state in states)
            assert not rule.after or (kind, rule.after) in ACT


@pytest.mark.parametrize("state", ["control_room", "under_investigation", "outcome_proposed", "nfa_final_review"])
def test_no_letter_of_no_further_action_leaves_before_the_inspector_has_upheld_it(state: str) -> None:
    case = chain.crime_in(state)

    assert "no_further_action" not in dict(choices(Situation(case, cast.officer())))


def test_a_case_that_ended_in_court_is_not_written_of_as_no_further_action() -> None:
    case = chain.crime_in("at_court")
    does(cast.officer(), "record_result", case, result="convicted", uplift_stated="yes", reasons="Guilty.")
    does(cast.officer(), "tell_victim", case, **chain.telling())

    letter = Letter.objects.get(report=case.report)
    assert letter.kind == "closed"
    assert "look again" not in words_of(letter)
    assert "no_further_action" not in dict(choices(Situation(case, cast.officer())))


def test_where_one_offence_was_convicted_the_end_of_the_other_is_no_no_further_action() -> None:
    case = chain.crime_in("under_investigation", contact=BY_POST)
    does(cast.officer(), "record_offence", case, offence="theft", offence_row="new")
    chain.charged(case, case.offences.get(number=1))
    does(cast.officer(), "record_result", case, result="convicted", uplift_stated="yes", reasons="Guilty.")
    does(cast.officer(), "propose_outcome", case, **chain.outcome(case, "15") | {"suspect_interviewed": "yes"})
    does(cast.supervising_sergeant(), "endorse", case, reasons="Agreed.")
    does(cast.hate_crime_inspector(), "uphold_nfa", case, **chain.final_review())

    does(cast.officer(), "tell_victim", case, **NFA)

    letter = Letter.objects.get(report=case.report)
    assert (letter.kind, case.state) == ("closed", "closed")
    assert "We are not going to take it to court" not in words_of(letter)
    assert "You can ask us to look again" in words_of(letter)
    assert "no_further_action" not in dict(choices(Situation(case, cast.officer())))


# --- telling the victim -----------------------------------------------------------------------------------------------


def test_telling_by_post_writes_the_reasons_and_the_right_to_review_down_and_closes() -> None:
    case = chain.crime_in("victim_to_be_told", code="15", contact=BY_POST)

    does(cast.officer(), "tell_victim", case, **NFA)

    letter = Letter.objects.get(report=case.report)
    assert (letter.kind, letter.sent_by_channel, case.state) == ("no_further_action", "letter", "closed")
    assert "We could not find out who it was." in words_of(letter)
    assert "You can ask us to look again" in words_of(letter)
    assert met(case, "tell_victim") == ["met"]
    assert not Message.objects.filter(report=case.report).exists()


def test_a_letter_needs_no_answer_on_whether_it_reached_them_and_a_call_does() -> None:
    case = chain.crime_in("victim_to_be_told", contact=BY_POST)
    unsaid = {name: value for name, value in NFA.items() if name != "contact_result"}

    with pytest.raises(Incomplete, match="Say whether you reached them"):
        does(cast.officer(), "tell_victim", case, **unsaid | {"contact_channel": "call"})
    does(cast.officer(), "tell_victim", case, **unsaid)

    assert Letter.objects.get(report=case.report).sent_by_channel == "letter"


def test_a_letter_that_may_not_leave_does_not_close_the_case() -> None:
    case = chain.crime_in("victim_to_be_told", contact=BY_POST | {"address": ""})

    with pytest.raises(Incomplete, match="no address"):
        does(cast.officer(), "tell_victim", case, **NFA)

    assert case.state == "victim_to_be_told"


def test_without_a_right_to_review_the_letter_says_so() -> None:
    case = chain.crime_in("victim_to_be_told", contact=BY_POST)  # nobody was identified

    does(cast.officer(), "tell_victim", case, **NFA)

    assert "It does not cover this decision" in words_of(Letter.objects.get(report=case.report))


def test_whoever_is_told_by_voice_gets_no_letter_until_one_is_written() -> None:
    case = chain.crime_in("victim_to_be_told")
    officer = cast.officer()

    does(officer, "tell_victim", case, **NFA | {"contact_channel": "call"})
    assert not Letter.objects.exists()

    letter = writes(officer, case, "return_page", letter_kind="no_further_action", letter_words="As I said.")
    assert "As I said." in words_of(letter)


def test_nobody_reached_by_voice_finds_the_letter_on_their_page() -> None:
    case = chain.crime_in("victim_to_be_told")

    does(cast.officer(), "tell_victim", case, **NFA | {"contact_channel": "call", "contact_result": "no_answer"})

    assert Letter.objects.get(report=case.report).sent_by_channel == "return_page"
    assert "We could not find out who it was." in (Message.objects.get(report=case.report).words or "")


def test_reasons_go_to_nobody_in_the_victim_s_place() -> None:
    who = {"filer": "on_behalf", "agreement": "yes", "their_name": "Ifrah", "under_18": "no"}
    case = chain.crime_in("victim_to_be_told", who=who)

    does(cast.officer(), "tell_victim", case, **NFA | {"contact_channel": "call", "contact_result": "not_appropriate"})

    assert case.state == "closed"
    assert not Letter.objects.exists()
    assert not Message.objects.filter(report=case.report).exists()
