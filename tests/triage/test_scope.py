"""Who sees which case: every role against own area, other area, other force, restricted, restricted in danger, and own.

The matrix is written by hand; a new role fails until somebody says what it sees.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from incidents.sending import send_answers
from partners.models import Organisation, Person, RoleHeld, Team
from partners.roles import ROLES
from tests import cast
from tests.triage import chain
from tests.triage.chain import ELSEWHERE, does, report_received
from triage.models import Case, Task
from triage.receipt import receive
from triage.scope import visible_to

pytestmark = pytest.mark.django_db

#: role -> what of the columns it sees.
OWN_AREA, OTHER_AREA, OTHER_FORCE, RESTRICTED, IN_DANGER = (
    "own area",
    "other area",
    "other force",
    "restricted",
    "danger",
)
WHOLE_FORCE = {OWN_AREA, OTHER_AREA}
SEES: dict[str, set[str]] = {
    "control_room_operator": WHOLE_FORCE | {IN_DANGER},
    "control_room_sergeant": WHOLE_FORCE | {IN_DANGER},
    "duty_inspector": WHOLE_FORCE | {IN_DANGER},
    "local_focus_sergeant": {OWN_AREA},
    "local_focus_inspector": {OWN_AREA},
    "officer": set(),
    "supervising_sergeant": set(),  # the case is the control room's; their own team's are in a test of its own
    "hate_crime_sergeant": WHOLE_FORCE,
    "hate_crime_inspector": WHOLE_FORCE,
    "hate_crime_lead": WHOLE_FORCE,
    "force_crime_registrar": WHOLE_FORCE,
    "professional_standards": {RESTRICTED, IN_DANGER},
    "auditor": set(),
    "force_administrator": set(),
    "platform_administrator": set(),
    "partner_user": set(),
    "centre_user": set(),
}
POLICE = [role for role, seen in SEES.items() if role in cast.CHAIN]


@dataclass
class World:
    """One case a column, all waiting in control rooms."""

    cases: dict[str, Case]

    def seen_by(self, who: Person) -> set[str]:
        who.forget_roles()
        seen = set(visible_to(who).values_list("pk", flat=True))
        return {name for name, case in self.cases.items() if case.pk in seen}


def at(postcode: str, **sections: Any) -> Case:
    where: chain.Sections = {"where": {"place_type": "street", "postcode": postcode}}
    return receive(send_answers(chain.ANSWERS | where | sections).report_id)


@pytest.fixture
def world() -> World:
    police = {"words": "He works there.", "kinds": ["hit"], "who_did": ["police"]}
    cases = {
        OWN_AREA: at("CA1 1AA"),
        OTHER_AREA: at("LA14 1AA"),
        OTHER_FORCE: at("LE1 1AA"),
        RESTRICTED: at("CA1 1AA", what=police),
        IN_DANGER: at("CA1 1AA", what=police, danger={"danger": "yes"}),
    }
    assert [case.force_id for case in cases.values()] == ["cumbria", "cumbria", "leicestershire", "cumbria", "cumbria"]
    assert cases[OWN_AREA].area_id == "carlisle" != cases[OTHER_AREA].area_id
    assert [case.restricted for case in cases.values()] == [False, False, False, True, True]
    return World(cases)


def somebody(role: str) -> Person:
    if role in cast.CHAIN:
        return cast.person(role)
    return {"platform_administrator": cast.platform_administrator, "partner_user": cast.awaz, "centre_user": cast.rosa}[
        role
    ]()


def test_the_matrix_knows_every_role() -> None:
    assert SEES.keys() == {role.code for role in ROLES}


@pytest.mark.parametrize("role", SEES)
def test_each_role_sees_its_own_and_nothing_else(world: World, role: str) -> None:
    assert world.seen_by(somebody(role)) == SEES[role]


@pytest.mark.parametrize("role", POLICE)
def test_each_role_of_another_force_sees_nothing_of_ours(world: World, role: str) -> None:
    assert world.seen_by(cast.dev(role)) <= {OTHER_FORCE}


@pytest.mark.parametrize("part", ["holder", "officer_in_case", "supervising_sergeant"])
@pytest.mark.parametrize("role", [role for role in POLICE if role not in ("auditor", "force_administrator")])
def test_whoever_is_named_in_a_case_sees_it_whatever_the_role(world: World, role: str, part: str) -> None:
    who = somebody(role)
    for column in (OTHER_AREA, RESTRICTED):
        Case.objects.filter(pk=world.cases[column].pk).update(**{part: who})

    assert world.seen_by(who) >= {OTHER_AREA, RESTRICTED}


@pytest.mark.parametrize(
    "role", ["auditor", "force_administrator", "platform_administrator", "partner_user", "centre_user"]
)
def test_roles_without_cases_see_none_even_where_they_are_named(world: World, role: str) -> None:
    who = somebody(role)
    Case.objects.update(holder=who)

    assert world.seen_by(who) == set()


def test_named_in_a_case_of_a_force_left_behind_is_named_no_longer(world: World) -> None:
    who = cast.officer()
    Case.objects.filter(pk=world.cases[OWN_AREA].pk).update(officer_in_case=who)
    RoleHeld.objects.filter(person=who).update(valid_to=timezone.now())
    RoleHeld.objects.create(person=who, role="officer", force_id="leicestershire")

    assert world.seen_by(who) == set()


def test_somebody_whose_roles_have_ended_sees_nothing(world: World) -> None:
    who = cast.hate_crime_inspector()
    RoleHeld.objects.filter(person=who).update(valid_to=timezone.now())

    assert world.seen_by(who) == set()


def test_somebody_who_may_not_sign_in_sees_nothing(world: World) -> None:
    who = cast.hate_crime_inspector()
    who.is_active = False

    assert world.seen_by(who) == set()


def test_a_supervising_sergeant_sees_the_cases_of_the_own_team(world: World) -> None:
    who = cast.supervising_sergeant()
    response = Team.objects.get(force="cumbria", kind="response")
    Case.objects.filter(pk=world.cases[OTHER_AREA].pk).update(holding_team=response)

    assert world.seen_by(who) == {OTHER_AREA}


def test_two_roles_see_what_both_see(world: World) -> None:
    who = cast.local_focus_sergeant()
    RoleHeld.objects.create(person=who, role="hate_crime_sergeant", force_id="leicestershire")

    assert world.seen_by(who) == {OWN_AREA, OTHER_FORCE}


def test_an_offer_opens_a_case_to_the_receiving_control_room_alone(world: World) -> None:
    case = world.cases[OWN_AREA]
    offer = {"to_force": "leicestershire", "known": "All.", "transfer_danger": "No."}
    does(cast.control_room_sergeant(), "offer_transfer", case, **offer)

    assert world.seen_by(cast.dev("control_room_sergeant")) == {OWN_AREA, OTHER_FORCE}
    RoleHeld.objects.filter(person=cast.dev("officer")).exclude(role="officer").update(valid_to=timezone.now())
    assert world.seen_by(cast.dev("officer")) == set()


def test_an_offer_that_was_refused_closes_it_again(world: World) -> None:
    case, dev = world.cases[OWN_AREA], cast.dev("control_room_sergeant")
    offer = {"to_force": "leicestershire", "known": "All.", "transfer_danger": "No."}
    does(cast.control_room_sergeant(), "offer_transfer", case, **offer)

    does(dev, "refuse_transfer", case, reasons="Not ours.")

    assert world.seen_by(dev) == {OTHER_FORCE}


def test_a_restricted_case_is_offered_to_professional_standards_there(world: World) -> None:
    case = world.cases[RESTRICTED]
    offer = {"to_force": "leicestershire", "known": "All.", "transfer_danger": "No."}
    does(cast.professional_standards(), "offer_transfer", case, **offer)

    assert world.seen_by(cast.dev("control_room_sergeant")) == {OTHER_FORCE}
    receiver = cast.dev("professional_standards")
    assert RESTRICTED in world.seen_by(receiver)
    does(receiver, "accept_transfer", case)

    theirs = case.led_to.get()
    assert theirs.restricted
    assert theirs.holding_team.kind == "professional_standards"


def test_a_team_beside_the_chain_sees_what_it_is_asked_about(world: World) -> None:
    team = Team.objects.get(force="cumbria", kind="domestic_abuse")
    owner = cast.officer(2)
    RoleHeld.objects.create(person=owner, role="officer", force_id="cumbria", team=team)
    now = timezone.now()
    for column in (OTHER_AREA, RESTRICTED):
        Task.objects.create(case=world.cases[column], team=team, set_at=now, due_at=now)

    assert world.seen_by(owner) == {OTHER_AREA}
    Task.objects.update(answered_at=now)
    assert world.seen_by(owner) == set()


def test_a_partner_of_an_organisation_sees_no_case_even_when_it_was_referred(world: World) -> None:
    who = cast.awaz()
    organisation = Organisation.objects.get(code="awaz-cumbria")
    case = world.cases[OWN_AREA]
    case.referrals.create(
        organisation=organisation,
        basis="anonymised",
        sent_by=cast.control_room_sergeant(),
        sent_at=timezone.now(),
        due_at=timezone.now(),
    )

    assert world.seen_by(who) == set()


def test_asking_for_the_scope_costs_two_queries(django_assert_num_queries: Any) -> None:
    report_received(**ELSEWHERE)
    who = Person.objects.get(pk=cast.control_room_sergeant().pk)

    with django_assert_num_queries(2):
        list(visible_to(who))
