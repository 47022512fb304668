"""A world for the permission matrix: a case of each kind of record, and whatever an address can name beside it."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from hatereport import clock, outbox
from hatereport.outbox.models import Notice
from hatereport.sealing import Envelope
from incidents.models import Letter
from incidents.sending import send_answers
from partners.models import Absence, District, DutyTurn, Organisation, Person, PolicingArea, Team, Terminal
from tests import cast
from tests.files_of_the_cast import evidence_of
from tests.house.permissions import ERASED, OTHER_AREA, OTHER_FORCE, OWN_AREA, RECORDS, REFERRED, RESTRICTED
from tests.triage import chain
from triage.models import (
    Attachment,
    Case,
    Countersignature,
    Disclosure,
    FloodClearing,
    Referral,
    SavedSearch,
    SearchAlarm,
)
from triage.receipt import receive

_POLICE = {"words": "He works there.", "kinds": ["hit"], "who_did": ["police"]}
_WHERE = {OTHER_AREA: "LA14 1AA", OTHER_FORCE: "LE1 1AA"}


def world() -> dict[str, dict[str, Any]]:
    """record -> what it is called and the ids of everything beside it. Every case waits in its control room."""
    return {record: _things(record) for record in RECORDS}


def _things(record: str) -> dict[str, Any]:
    case = _case(record)
    evidence = evidence_of(case.report)
    if record == ERASED:
        case.report.content.shred()
        case.staff.shred()
    force, now = case.force_id, clock.now()
    sergeant, officer = (cast.person(role, 2, force=force) for role in ("control_room_sergeant", "officer"))
    with transaction.atomic():
        notice = outbox.add("of.nobody", key=case.pk)
    Notice.objects.filter(pk=notice.pk).update(dead_at=now)
    return {
        "case": case,
        "reference": case.reference,
        "id": case.pk,
        "report": case.report_id,
        "evidence": evidence.pk,
        "move": case.moves.get().pk,
        "letter": _letter(case).pk,
        "officer": officer.pk,
        "disclosure": Disclosure.objects.create(
            case=case, made_by=sergeant, made_at=now, format="print", purpose="cps", with_names=False
        ).pk,
        "signature": Countersignature.objects.create(
            case=case, act="assess_as_incident", asked_by=sergeant, asked_role="control_room_sergeant", asked_at=now
        ).pk,
        "search": SavedSearch.objects.create(person=sergeant, name=record, filters="", made_at=now).pk,
        "alarm": SearchAlarm.objects.create(force_id=force, person=officer, what="name", at=now).pk,
        "clearing": FloodClearing.objects.create(
            force_id=force,
            reason="spam",
            cases=[],
            proposed_by=sergeant,
            proposed_at=now,
            staff=Envelope.objects.open(force, "staff"),
        ).pk,
        "attachment": Attachment.objects.create(case=case, number=1, added_by=officer, added_at=now, kind="pdf").pk,
        "referral": _referral(case, "victim-support" if record == REFERRED else "awaz-cumbria").pk,
        "notice": notice.pk,
        "force": force,
        **_of_force(force, officer, sergeant),
    }


def _of_force(force: str, officer: Person, sergeant: Person) -> dict[str, Any]:
    """What belongs to a force and to no case."""
    now, tomorrow = clock.now(), clock.now() + dt.timedelta(days=1)
    team = Team.objects.get(force=force, kind="control_room")
    times = {"starts_at": now, "ends_at": tomorrow, "set_by": sergeant}
    return {
        "team": team.pk,
        "area": PolicingArea.objects.filter(force=force).earliest("code").pk,
        "district": District.objects.filter(force=force).earliest("pk").gss,
        "absence": Absence.objects.get_or_create(person=officer, cover=sergeant, defaults=times)[0].pk,
        "turn": DutyTurn.objects.get_or_create(team=team, person=sergeant, defaults=times)[0].pk,
        "terminal": Terminal.objects.create(
            force_id=force, name="Desk 1", lookup=uuid.uuid4().bytes * 2, pepper_version=1, enrolled_by=sergeant
        ).pk,
    }


def _case(record: str) -> Case:
    where = {"place_type": "street", "postcode": _WHERE.get(record, "CA1 1AA")}
    more = {"what": _POLICE} if record == RESTRICTED else {}
    case = receive(send_answers(chain.ANSWERS | {"where": where} | more).report_id)
    assert (case.force_id == "leicestershire") == (record == OTHER_FORCE)
    assert case.restricted == (record == RESTRICTED)
    assert (case.area_id == "carlisle") == (record in (OWN_AREA, RESTRICTED, REFERRED, ERASED))
    return case


def _letter(case: Case) -> Letter:
    """One without a name on it: with one, only those who may see names read it (tests/triage/letters/)."""
    party = case.report.parties.get(role="victim")
    return Letter.objects.create(
        report=case.report, party=party, kind="no_further_action", language="en-gb", contact=party.contact,
        made_at=clock.now(), made_by=cast.person("officer", 2, force=case.force_id), sent_at=clock.now(),
        sent_by_channel="return_page",
    )  # fmt: skip


def _referral(case: Case, organisation: str) -> Referral:
    return Referral.objects.create(
        case=case,
        organisation=Organisation.objects.get(code=organisation),
        basis="anonymised",
        sent_by=cast.person("control_room_sergeant", 2, force=case.force_id),
        sent_at=clock.now(),
        due_at=clock.now(),
    )
