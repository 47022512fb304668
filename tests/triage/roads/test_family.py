"""A partner, family or carer: what is blocked, and who lifts it (practice.md 13)."""

import pytest

from partners.models import Organisation
from tests import cast
from tests.triage import chain
from tests.triage.chain import crime_in, does, incident_in
from tests.triage.roads.on_the_road import ANSWERS, REFUSED, answers, owned
from triage import interpreting
from triage.models import Case
from triage.reaching import blocked_for
from triage.refusals import Incomplete, Refused
from triage.roads import blocks
from triage.scope import visible_to
from triage.situation import Situation
from triage.workflow import ACT, WORKFLOW

pytestmark = pytest.mark.django_db

PARTNER = {"organisation": "1", "basis": "anonymised", "told": "Somebody needs help."}


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


@pytest.fixture
def in_polish() -> Case:
    """A relative did it, and the report is not in English."""
    case = crime_in("under_investigation", **ANSWERS["domestic"])
    case.flags = sorted({*case.flags, "another_language"})
    case.save(update_fields=["flags"])
    return case


REACHED = {"contact_channel": "return_page", "contact_result": "reached", "contact_words": "She is safe."}


def test_no_relative_interprets_while_that_is_blocked(in_polish: Case) -> None:
    officer = in_polish.officer_in_case
    assert officer is not None

    for said, why in ((REACHED, "Say who interpreted"), (REACHED | {"interpreted_by": "family"}, "independent")):
        with pytest.raises(Incomplete) as refused:
            does(officer, "record_contact_attempt", in_polish, **said)
        assert why in refused.value.errors["interpreted_by"]
    does(officer, "record_contact_attempt", in_polish, **REACHED | {"interpreted_by": "independent"})

    owner = owned(in_polish)
    does(owner, "lift_block", in_polish, block="interpreters", reasons="Her sister, whom she trusts.")
    does(officer, "record_contact_attempt", in_polish, **REACHED)  # asked of nobody any more


@pytest.mark.parametrize("act", interpreting.ACTS)
def test_every_act_in_which_somebody_interprets_asks_who_and_refuses_a_relative(act: str, in_polish: Case) -> None:
    for row in (row for row in WORKFLOW if row.name == act):
        ctx = Situation(in_polish, in_polish.officer_in_case, row)
        ctx.answers = {"interpreted_by": "family"}

        assert interpreting.WHO in row.questions(ctx)
        assert any("interpreted_by" in check(ctx) for check in row.checks)


def test_who_speaks_english_is_not_asked_who_interpreted() -> None:
    case = crime_in("under_investigation", **ANSWERS["domestic"])
    ctx = Situation(case, case.officer_in_case, ACT["hate_crime", "record_contact_attempt"])

    assert interpreting.questions(ctx) == ()


def test_who_needs_an_interpreter_is_protected_whatever_they_wrote_in() -> None:
    case = crime_in("dispatched", **ANSWERS["domestic"])
    officer = case.officer_in_case
    assert officer is not None
    does(officer, "record_attendance", case, **chain.attendance() | {"needs_coded": ["interpreter"]})

    ctx = Situation(case, officer, ACT["hate_crime", "tell_victim"])

    assert interpreting.questions(ctx) == (interpreting.WHO,)
