"""Nothing a client can send breaks a page: every address that takes an id, every form of the desk, and what stands behind
question marks, with what is no id, too long, beyond all numbers, somebody else's or a NUL.

What is refused and why is told elsewhere; here no answer is an error of ours. What a stranger tries with the public form is
in tests/triage/test_probes.py.
"""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from hatereport import clock
from incidents.models import Report
from partners.models import Person, RoleHeld
from tests import cast
from tests.house.permissions import MATRIX, OTHER_FORCE, OWN_AREA
from tests.house.records_of import world
from tests.house.test_another_force import in_every_role
from tests.triage.desk_browser import at_desk
from tests.visitor import Form, forms_of
from triage.handling import shift_summaries
from triage.models import FirstLook

pytestmark = pytest.mark.django_db

#: What is no id, to whoever reads it as one.
JUNK = {
    "a word": "not-an-id",
    "below zero": "-1",
    "beyond all numbers": "9" * 60,
    "a number of another script": "٣",
    "a half": "½",
    "a NUL": "a\x00b",
    "nobody's": str(uuid.UUID(int=7)),
    "nobody's in braces": f"{{{uuid.UUID(int=7)}}}",
    "endless": "x" * 5000,
}
#: Enough where there are many boxes.
SOME = ("beyond all numbers", "a NUL")


def everybody() -> Person:
    """Who may open every page of a force, and the platform's: nothing is refused for want of a role."""
    who = in_every_role("cumbria")
    for role in ("domestic_abuse", "safeguarding", "sexual_offences"):
        cast.sits_in(who, role)
    RoleHeld.objects.get_or_create(person=who, role="platform_administrator", valid_to=None)
    who.forget_roles()
    return who


@dataclass(frozen=True)
class World:
    who: Person
    own: dict[str, Any]
    theirs: dict[str, Any]

    @property
    def foreign(self) -> str:
        """A case of another force."""
        return str(self.theirs["id"])


@pytest.fixture
def of_everything() -> World:
    records, who = world(), everybody()
    FirstLook.objects.get_or_create(case=records[OWN_AREA]["case"], person=who, defaults={"at": clock.now()})
    return World(who, records[OWN_AREA], records[OTHER_FORCE])


class Attempts:
    """What is tried in one browser; an error of ours is kept by what was tried, and the next attempt goes on."""

    def __init__(self, who: Person) -> None:
        self.browser = at_desk(who)
        self.number = 0
        self.broke: list[str] = []

    def get(self, address: str, said: str) -> None:
        self._try(lambda: self.browser.get(address), f"GET {said}")

    def post(self, address: str, data: dict[str, Any], said: str) -> None:
        self._try(lambda: self.browser.post(address, data), f"POST {said}")

    def _try(self, ask: Callable[[], Any], said: str) -> None:
        self.number += 1
        try:
            with transaction.atomic():
                status = ask().status_code
        except Exception as error:
            self.broke.append(f"{said}: {type(error).__name__}: {str(error)[:120]}")
        else:
            if status >= 500:
                self.broke.append(f"{said}: {status}")


# --- addresses --------------------------------------------------------------------------------------------------------


def _spoiled(name: str, takes: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The address with each of its parts spoiled in turn, as it would be typed."""
    (pattern,) = {one for one, _ in get_resolver().reverse_dict.getlist(name)[0][0]}
    for part in takes:
        for kind, junk in JUNK.items():
            given = {key: quote(str(value), safe="") for key, value in takes.items()} | {part: quote(junk, safe="")}
            yield f"/{pattern % given}", f"{name}: {part} is {kind}"


def test_no_address_breaks_on_what_is_no_id(of_everything: World) -> None:
    attempts, partner = Attempts(of_everything.who), Attempts(cast.victim_support())

    for row in MATRIX:
        takes = {name: of_everything.own.get(value, value) for name, value in row.takes.items()}
        for address, said in _spoiled(row.name, takes):
            of_whom = partner if row.name.startswith("referral") else attempts
            of_whom.get(address, said)
            of_whom.post(address, {}, said)

    assert attempts.broke + partner.broke == []
    assert attempts.number > 600
    assert partner.number > 10


# --- behind question marks --------------------------------------------------------------------------------------------

#: Lists, and what their addresses carry.
ASKED: dict[str, tuple[str, ...]] = {
    "/desk/": ("tab", "after"),
    "/desk/next/": ("tab", "after", "way", "from", "find", "of"),
    "/desk/search/": ("after", "sort", "kind", "stage", "area", "team", "holder", "risk", "road", "since", "silence"),
    "/desk/actions/": ("after",),
    "/desk/news/": ("after",),
    "/desk/flood/": ("since", "days", "after"),
    "/desk/hearings/": ("after",),
    "/desk/shift/": ("team",),
    "/desk/several/": ("act", "case", "back"),
    "/desk/performance/": ("part", "force", "area", "period", "from", "to"),
    "/desk/performance/stages/csv/": ("force", "area", "period", "from", "to"),
    "/desk/audit/": ("force", "since", "until", "who", "role", "action", "act", "record", "after"),
    "/desk/audit/patterns/": ("force",),
    "/desk/audit/chain/": ("force",),
    "/desk/force/cumbria/people/": ("role", "team", "left", "after"),
    "/api/v1/cases/": ("cursor", "state", "kind", "area", "limit"),
    "/referrals/": ("after",),
}


def test_no_list_breaks_on_what_it_is_asked(of_everything: World) -> None:
    attempts = Attempts(of_everything.who)

    for address, names in ASKED.items():
        for name in names:
            for kind in SOME:
                attempts.get(f"{address}?{urlencode({name: JUNK[kind]})}", f"{address}: {name} is {kind}")
        for kind, junk in JUNK.items():
            attempts.get(f"{address}?{urlencode(dict.fromkeys(names, junk))}", f"{address}: all are {kind}")

    assert attempts.broke == []


# --- forms ------------------------------------------------------------------------------------------------------------

#: Pages with forms, by what stands in the address. Acts of a case have one engine: some stand for all.
PAGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("desk_several", {}),
    ("desk_cover", {}),
    ("desk_duty", {}),
    ("desk_search", {}),
    ("desk_alarms", {}),
    ("desk_news", {}),
    ("desk_actions", {}),
    ("desk_flood", {}),
    ("desk_second_looks", {}),
    ("desk_search_alarms", {}),
    ("desk_stuck", {}),
    ("desk_letters", {}),
    ("desk_shift", {}),
    ("desk_case", {"reference": "reference"}),
    ("desk_act", {"reference": "reference", "name": "offer_transfer"}),
    ("desk_attach", {"reference": "reference"}),
    ("desk_print", {"reference": "reference"}),
    ("desk_letter", {"reference": "reference", "letter_id": "letter"}),
    ("desk_declare", {"reference": "reference"}),
    ("desk_signature", {"asked_id": "signature"}),
    ("desk_leaving", {"person_id": "officer"}),
    ("desk_flood_clearing", {"clearing_id": "clearing"}),
    ("desk_audit", {}),
    ("desk_force", {"code": "force"}),
    ("desk_force_areas", {"code": "force"}),
    ("desk_force_area", {"code": "force", "area": "area"}),
    ("desk_force_district", {"code": "force", "gss": "district"}),
    ("desk_force_team", {"code": "force", "team_id": "team"}),
    ("desk_force_invite", {"code": "force"}),
    ("desk_force_person", {"code": "force", "person_id": "officer"}),
    ("desk_force_regime", {"code": "force"}),
    ("desk_force_clock", {"code": "force", "kind": "attendance"}),
    ("desk_force_outcome", {"code": "force", "outcome": "18"}),
    ("desk_force_notice", {"code": "force"}),
    ("account_me", {}),
    ("account_terminals", {}),
)
_NOT_IDS = ("text", "textarea", "search", "email", "password", "file", "submit")
_TOKEN = "csrfmiddlewaretoken"
_AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[0-9]+(?=/)")
_WAY_OUT = re.compile(r"/(logout|elsewhere)/")


def tries(attempts: Attempts, page: str, form: Form, foreign: str) -> int:
    """Every box that holds an id, or a choice, is spoiled in turn; then all boxes at once. How many ids."""
    data = {name: values for name, values in form.filled({}).items() if name != _TOKEN}
    names = {control.name for control in form.controls} - {_TOKEN}
    ids = {control.name for control in form.controls if control.kind not in _NOT_IDS} & names
    to, said = form.action or page, f"{page} {form.action}"
    for name in sorted(ids):
        for kind, junk in (("a NUL", JUNK["a NUL"]), ("another force's", foreign)):
            attempts.post(to, data | {name: [junk, junk]}, f"{said}: {name} is {kind}")
    for kind in SOME:
        attempts.post(to, {one: [JUNK[kind]] for one in names}, f"{said}: all are {kind}")
    attempts.post(to, {}, f"{said}: nothing")
    return len(ids)


def own_forms(html: str) -> list[Form]:
    return [form for form in forms_of(html) if form.method == "POST" and not _WAY_OUT.search(form.action)]


def test_no_form_of_the_desk_breaks_on_what_is_no_id(of_everything: World) -> None:
    attempts, tried = Attempts(of_everything.who), set[tuple[str, ...]]()

    for name, takes in PAGES:
        page = reverse(name, kwargs={key: of_everything.own.get(value, value) for key, value in takes.items()})
        shown = attempts.browser.get(page, follow=True)
        assert shown.status_code == 200, name
        for form in own_forms(shown.content.decode()):
            boxes = (_AN_ID.sub("", form.action or page), *sorted({control.name for control in form.controls}))
            if boxes not in tried:  # what stands above every page, or in every line of a list, is tried once
                tried.add(boxes)
                tries(attempts, page, form, of_everything.foreign)

    assert attempts.broke == []
    assert len(tried) > len(PAGES)


def test_the_quick_entry_breaks_on_nothing_for_a_choice(of_everything: World) -> None:
    attempts = Attempts(of_everything.who)
    forms = own_forms(attempts.browser.get("/desk/new/").content.decode())

    assert tries(attempts, "/desk/new/", max(forms, key=lambda form: len(form.controls)), of_everything.foreign) > 20

    assert attempts.broke == []


def test_a_report_is_taken_with_the_key_of_somebody_else_s(of_everything: World) -> None:
    """It is one more report, and no way to the other."""
    theirs = of_everything.theirs["case"].report
    said = {"danger": "no", "channel": "call", "filer": "victim", "under_18": "no", "contact": "anonymous"}
    said |= {"words": "They shouted at me.", "kinds": "called_names", "place_type": "street", "postcode": "CA1 1AA"}
    said |= {"strands": "race", "when": "unsure", "key": str(theirs.submission_key)}

    answer = at_desk(of_everything.who).post("/desk/new/", said)

    assert answer.status_code == 302, answer.content.decode()
    taken = Report.objects.latest("received_at")
    assert answer["Location"] == f"/desk/new/{taken.pk}/"
    assert taken.pk != theirs.pk
    assert taken.submission_key != theirs.submission_key


def test_a_shift_is_handed_over_with_junk_beside_it_and_with_the_key_of_another(of_everything: World) -> None:
    attempts, other = Attempts(of_everything.who), cast.control_room_sergeant()
    team = next(team for team in shift_summaries.teams_of(other) if team.kind == "control_room")
    left = shift_summaries.hand_over(other, team, uuid.uuid4(), "Quiet.")

    for kind, junk in JUNK.items():
        for name in ("team", "key", "words"):
            form = {"team": str(team.pk), "key": str(uuid.uuid4()), "words": "Quiet."} | {name: junk}
            attempts.post("/desk/shift/", form, f"{name} is {kind}")
        attempts.post(f"/desk/shift/{left.pk}/", {"take": junk}, f"taking: {kind}")
    attempts.post("/desk/shift/", {"team": str(team.pk), "key": str(left.pk), "words": "Mine."}, "their key")

    assert attempts.broke == []
    left.refresh_from_db()
    assert (left.made_by, left.words) == (other, "Quiet.")
