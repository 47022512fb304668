"""Who may give which role to whom; that it is recorded; that it ends."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings

from hatereport.audit.models import Entry
from hatereport.demo.cast import ACCOUNTS, FORCES, PARTNERS, NotTheDemo, make_accounts
from partners import looking_after, people
from partners.models import Force, Organisation, Person, RoleHeld, Team
from partners.roles import ROLE, ROLES, HangsOn, landing
from tests import cast

pytestmark = pytest.mark.django_db


def acts(person: Person) -> list[str]:
    return list(Entry.objects.filter(chain=f"person:{person.pk}").order_by("seq").values_list("act", flat=True))


def test_an_administrator_adds_a_person_and_gives_a_role() -> None:
    angela = cast.force_administrator()

    new = people.add_person(angela, " New.Officer@Cumbria.example ", "New Officer")
    people.grant(angela, new, "officer", team=Team.objects.get(code="cumbria-response"))

    assert new.email == "new.officer@cumbria.example"
    assert not new.has_usable_password()
    assert new.roles("cumbria") == {"officer"}
    assert acts(new) == ["person_added", "role_given"]


def test_giving_the_same_role_twice_is_one_role() -> None:
    angela, officer = cast.force_administrator(), cast.officer(2)
    team = Team.objects.get(code="cumbria-response")

    people.grant(angela, officer, "officer", team=team)

    assert officer.held.count() == 1
    assert acts(officer) == []


def test_a_role_ends_at_once_and_stays_on_record() -> None:
    angela, sergeant = cast.force_administrator(), cast.hate_crime_sergeant()
    held = sergeant.roles_held()[0]

    people.end(angela, held)
    people.end(angela, held)

    assert Person.objects.get(pk=sergeant.pk).roles() == set()
    assert RoleHeld.objects.filter(person=sergeant, role="hate_crime_sergeant").exists()
    assert acts(sergeant) == ["role_ended"]


def test_nobody_gives_themselves_a_role() -> None:
    angela = cast.force_administrator()

    with pytest.raises(looking_after.NotForYourself):
        people.grant(angela, angela, "hate_crime_inspector", force=Force.objects.get(pk="cumbria"))


def test_another_force_is_out_of_reach() -> None:
    angela, dev = cast.force_administrator(), cast.dev()

    with pytest.raises(looking_after.NotYourPeople):
        people.grant(angela, dev, "officer", force=Force.objects.get(pk="leicestershire"))
    with pytest.raises(looking_after.NotYourPeople):
        people.let_go(angela, dev)


@pytest.mark.parametrize("code", ["victim-support", "stop-hate-uk"])
def test_people_of_an_organisation_that_serves_other_forces_are_the_platform_s(code: str) -> None:
    angela, organisation = cast.force_administrator(), Organisation.objects.get(code=code)
    theirs = people.add_person(None, "somebody@partner.example", "Somebody")
    people.grant(None, theirs, "partner_user", organisation=organisation)

    assert not looking_after.may_look_after(angela, theirs)
    with pytest.raises(looking_after.NotYourPeople):
        people.take_second_factor(angela, theirs)
    with pytest.raises(looking_after.NotYourPeople):
        people.grant(
            angela, people.add_person(angela, "x@cumbria.example", "X"), "partner_user", organisation=organisation
        )


def test_people_of_an_organisation_of_the_force_alone_are_its_administrator_s() -> None:
    assert looking_after.may_look_after(cast.force_administrator(), cast.awaz())


def test_a_role_in_another_force_does_not_make_its_people_mine() -> None:
    angela, dev = cast.force_administrator(), cast.dev()
    people.grant(None, angela, "officer", force=Force.objects.get(pk="leicestershire"))

    assert not looking_after.may_look_after(angela, dev)


@pytest.mark.parametrize("role", [role.code for role in ROLES if role.code not in ("platform_administrator",)])
def test_a_force_administrator_never_makes_a_platform_administrator(role: str) -> None:
    angela, tom = cast.force_administrator(), cast.officer()

    with pytest.raises(looking_after.NotYourPeople):
        people.grant(angela, tom, "platform_administrator")


@pytest.mark.parametrize("role", sorted(set(cast.CHAIN) - {"force_administrator"}))
def test_only_administrators_look_after_people(role: str) -> None:
    asking = cast.person(role)

    with pytest.raises(looking_after.NotYourPeople):
        people.grant(asking, cast.officer(2), "officer", force=Force.objects.get(pk="cumbria"))
    with pytest.raises(looking_after.NotYourPeople):
        people.add_person(asking, "someone@cumbria.example", "Someone")


def test_a_role_is_held_where_it_belongs() -> None:
    platform, someone = cast.platform_administrator(), cast.officer()
    cumbria, support = Force.objects.get(pk="cumbria"), Organisation.objects.get(code="victim-support")

    with pytest.raises(people.WrongPlace):
        people.grant(platform, someone, "partner_user", force=cumbria)
    with pytest.raises(people.WrongPlace):
        people.grant(platform, someone, "officer", organisation=support)
    with pytest.raises(people.WrongPlace):
        people.grant(platform, someone, "officer", force=Force.objects.get(pk="kent"))
    with pytest.raises(people.WrongPlace):
        people.grant(platform, someone, "officer", force=cumbria, team=Team.objects.get(code="leicestershire-response"))


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.code)
def test_the_database_refuses_a_role_in_the_wrong_place(role: Any) -> None:
    someone, organisation = cast.officer(), Organisation.objects.get(code="victim-support")
    wrong = {"organisation": None} if role.hangs_on is HangsOn.ORGANISATION else {"organisation": organisation}

    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHeld.objects.create(person=someone, role=role.code, **wrong)


def test_who_leaves_has_no_role_and_no_way_in() -> None:
    officer = cast.officer()

    people.let_go(cast.force_administrator(), officer)

    again = Person.objects.get(pk=officer.pk)
    assert not again.is_active
    assert again.roles() == set()


def test_roles_are_read_once_a_request(django_assert_num_queries: Any) -> None:
    someone = Person.objects.get(pk=cast.local_focus_sergeant().pk)

    with django_assert_num_queries(1):
        assert someone.roles() == {"local_focus_sergeant"}
        assert someone.roles("cumbria") == {"local_focus_sergeant"}
        assert someone.roles("leicestershire") == set()
        assert someone.holds("local_focus_sergeant", force="cumbria")
        assert not someone.is_staff


def test_an_address_is_one_address_however_it_is_written() -> None:
    cast.officer()

    with pytest.raises(people.AlreadyHere):
        people.add_person(None, "OFFICER@cumbria.example", "Someone else")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(email="Loud@Cumbria.example", name="Loud")


def test_every_role_lands_somewhere_and_says_why() -> None:
    for role in ROLES:
        assert role.why
        assert role.source
        assert landing({role.code}) == role.lands

    assert landing({"force_administrator", "officer"}) == "/desk/"
    assert landing(set()) == "/"


#: Whose own work a second of the same role may have to review.
OF_WHOM_TWO = (
    "control_room_sergeant",
    "local_focus_sergeant",
    "local_focus_inspector",
    "supervising_sergeant",
    "hate_crime_sergeant",
    "hate_crime_inspector",
)


def test_the_demo_has_every_account_of_the_contract() -> None:
    make_accounts()
    count = Person.objects.count()
    make_accounts()

    assert Person.objects.count() == count
    for force in FORCES:
        for account in ACCOUNTS:
            person = Person.objects.get(email=f"{account.address}@{force}.example")
            assert person.check_password("demo")
            assert person.roles(force) >= set(account.roles)
            kind = ROLE[account.roles[0]].team_kind
            assert not kind or all(held.team for held in person.roles_held() if held.role in account.roles)
        for role in OF_WHOM_TWO:
            assert Person.objects.filter(held__role=role, held__force=force).distinct().count() >= 2
    for address, _name, organisation in PARTNERS:
        assert Person.objects.get(email=address).held.get().organisation.code == organisation  # type: ignore[union-attr]


@override_settings(DEMO=False)
def test_accounts_of_the_demo_exist_nowhere_else() -> None:
    with pytest.raises(NotTheDemo):
        make_accounts()
