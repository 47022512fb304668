"""Every act of the workflow table, tried on another force's case and with another force's identifiers, by page and by API.

What is refused changes nothing: not one row of any table.
"""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from hatereport import clock
from incidents.models import ContactChange, ReturnCode
from partners.models import Organisation, Person, RoleHeld, Team
from tests import cast
from tests.house.permissions import OTHER_FORCE, OWN_AREA
from tests.house.records_of import world
from tests.triage import chain
from tests.triage.desk_browser import at_desk
from triage.models import Case, FirstLook, Hearing, Offence, PatternAlert, SameEvent, Task
from triage.workflow import WORKFLOW

pytestmark = pytest.mark.django_db

REFUSED = {404, 409, 422}
#: What the browser's own session and sign-in write is none of the house's records.
_NOT_LOOKED_AT = ("django_session", "axes_", "audit_")

#: Fields that name a record: their name -> which of another force's ids is put there.
NAMES: dict[str, str] = {
    "person": "officer",
    "officer": "officer",
    "supervising_sergeant": "sergeant",
    "life_inspector": "inspector",
    "told_inspector": "inspector",
    "investigator": "officer",
    "action_team": "team",
    "organisation": "organisation",
    "support_organisations": "organisation",
    "offence_row": "offence",
    "offence_victim": "party",
    "charged": "offence",
    "decided": "offence",
    "not_charged": "offence",
    "aggravated_rows": "offence",
    "hearing": "hearing",
    "task": "task",
    "asked_about": "change",
    "alerts": "alert",
    "referral": "referral",
    "other_reference": "reference",
    "link": "link",
    "narrowed_code": "code",
    "attachment": "attachment",
}
#: Choices made for the case at hand that name no record: codes of a table.
CODES = {"basis", "letter_kind", "letter_language", "threshold", "to_force", "amends", "block"}


def digest() -> dict[str, str]:
    """A fingerprint of every table."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if not name.startswith(_NOT_LOOKED_AT)]
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{name}', md5(coalesce(string_agg(r::text, '|' ORDER BY r::text), '')) FROM {name} r"
                for name in tables
            )
        )
        return dict(cursor.fetchall())


def tries(browser: Client, case: Case, act: str, data: dict[str, Any]) -> list[Any]:
    """By page and by API; what each of them answers."""
    key = uuid.uuid4().hex
    form = {name: value for name, value in data.items() if value is not None}
    page = browser.post(f"/desk/cases/{case.reference}/{act}/", {"version": case.version, "key": key, **form})
    attempt = {"version": case.version, "key": key + "b", "data": data}
    api = browser.post(f"/api/v1/cases/{case.reference}/acts/{act}/", attempt, content_type="application/json")
    return [page, api]


def in_every_role(force: str) -> Person:
    """One person who holds every role of a force: nothing is refused for want of a role."""
    who = cast.person("officer", 2, force=force)
    for role in cast.CHAIN:
        team = cast.person(role, 2, force=force).held.get(role=role).team
        RoleHeld.objects.get_or_create(person=who, role=role, force_id=force, team=team, valid_to=None)
    who.forget_roles()
    return who


def test_every_field_that_names_a_record_is_tried() -> None:
    """A new field whose choices are the case's own: say in NAMES which id is tried there, or in CODES that it has none."""
    named = {field.name for act in WORKFLOW for field in act.fields if callable(field.choices)}

    assert not named - NAMES.keys() - CODES


def test_no_act_is_done_in_a_case_of_another_force() -> None:
    for case in (chain.report_received(), chain.report_received(**chain.NO_CRIME)):
        browser = at_desk(in_every_role("leicestershire"))
        before = digest()

        for act in WORKFLOW:
            if act.kind == case.kind:
                for answer in tries(browser, case, act.name, {"reasons": "Ours.", "note": "Ours."}):
                    assert answer.status_code == 404, act.name

        assert digest() == before


def their_things() -> dict[str, Any]:
    """One of everything a field can name, all of Leicestershire's."""
    things = world()[OTHER_FORCE]
    case, force, now = things["case"], "leicestershire", clock.now()
    team = Team.objects.filter(force=force).order_by("pk")[0]
    sergeant = cast.person("supervising_sergeant", 2, force=force)
    near = Organisation.objects.create(
        code="near-leicester", name="Near Leicester", kind="support", forces=[force], takes_referrals=True
    )
    second = chain.report_received(where={"place_type": "street", "postcode": "LE1 1AA"})
    party = case.report.parties.get(role="victim")
    offence = Offence.objects.create(case=case, number=9, code="theft")
    ids = {
        "sergeant": sergeant.pk,
        "inspector": cast.person("duty_inspector", 2, force=force).pk,
        "team": team.pk,
        "organisation": near.pk,
        "offence": offence.pk,
        "party": party.pk,
        "hearing": Hearing.objects.create(case=case, move=case.moves.get(), on=now.date()).pk,
        "task": Task.objects.create(case=case, team=team, set_at=now, due_at=now).pk,
        "change": ContactChange.objects.create(
            party=party, contact=party.contact, submission_key=uuid.uuid4(), asked_at=now
        ).pk,
        "alert": PatternAlert.objects.get_or_create(
            case=case, other=second, kind="same_place", defaults={"raised_at": now}
        )[0].pk,
        "link": SameEvent.objects.create(report=case.report, other=second.report, linked_by=sergeant, linked_at=now).pk,
        "code": ReturnCode.objects.get(party=party).pk,
    }
    return things | ids


def test_no_act_takes_an_identifier_of_another_force() -> None:
    theirs = their_things()
    cases = [
        chain.report_received(),
        chain.report_received(**chain.NO_CRIME),
        chain.crime_in("under_investigation", **chain.ELSEWHERE),
        chain.incident_in("local_focus", where={"place_type": "street", "postcode": "CA1 2AA"}),
    ]
    who = in_every_role("cumbria")
    browser, refused_by_name = at_desk(who), set()
    FirstLook.objects.bulk_create(
        [FirstLook(case=case, person=who, at=clock.now()) for case in cases], ignore_conflicts=True
    )
    before = digest()

    for case in cases:
        for act in [act for act in WORKFLOW if act.kind == case.kind and case.state in act.frm and not act.system]:
            for field in [field for field in act.fields if field.name in NAMES]:
                value: Any = str(theirs[NAMES[field.name]])
                asked = {field.only_if[0]: field.only_if[1]} if field.only_if else {}
                many = field.kind in ("choices", "organisations")
                answers = tries(browser, case, act.name, asked | {field.name: [value] if many else value})
                assert {answer.status_code for answer in answers} <= REFUSED, f"{act.name}: {field.name}"
                if answers[1].status_code == 422:
                    assert field.name in answers[1].json()["errors"], f"{act.name}: {field.name} was not the reason"
                    refused_by_name.add(field.name)

    assert digest() == before
    # The others wait for something this world does not hold, and are refused before they are read.
    assert refused_by_name >= {
        "person", "officer", "supervising_sergeant", "action_team", "organisation", "support_organisations",
        "other_reference", "offence_row", "task", "alerts",
    }  # fmt: skip


def test_ids_outside_a_case_s_address_are_refused_alike() -> None:
    records = world()
    theirs = records[OTHER_FORCE]
    who = in_every_role("cumbria")
    browser = at_desk(who)
    FirstLook.objects.create(case=records[OWN_AREA]["case"], person=who, at=clock.now())

    attempts: list[tuple[str, dict[str, Any], set[int]]] = [
        (f"/desk/countersign/{theirs['signature']}/", {"decision": "sign", "key": "k"}, {404}),
        ("/desk/dispatch-now/", {"report": str(theirs["report"]), "log_number": "1", "key": "k"}, {404}),
        ("/desk/news/seen/", {"notice": ["1", "2", "3"]}, {302}),  # those of others stay as they are
        (f"/desk/stuck/{theirs['notice']}/", {}, {403}),
        (f"/referrals/{theirs['referral']}/", {"answer": "accept"}, {403}),
        (f"/desk/search-alarms/{theirs['alarm']}/", {"answer": "explained"}, {404}),
        (f"/desk/search/saved/{theirs['search']}/", {"do": "delete"}, {404}),
        (f"/desk/flood/clearings/{theirs['clearing']}/", {"decision": "confirm"}, {404}),
        (f"/desk/cases/{records[OWN_AREA]['reference']}/evidence/{theirs['evidence']}/quarantine/", {}, {404}),
        (f"/desk/cases/{theirs['reference']}/declare/", {"declared": "yes"}, {404}),
        ("/desk/audit/export/?force=leicestershire", {}, {404}),
        ("/desk/audit/chain/?force=leicestershire", {}, {404}),
    ]
    before = digest()
    for address, data, wanted in attempts:
        assert browser.post(address, data).status_code in wanted, address

    assert digest() == before
