"""Somebody looked for their own number, address, street or name, or opened a case that carries them: told to
professional standards, who answer, and to the auditor, who reads. The searcher is told nothing and shown nothing else.

What is somebody's own is partners/own_keys.py's. An alarm holds who, when and which kind, never what was typed.
"""

import re
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from hatereport import audit, clock
from hatereport.audit.models import Entry
from incidents.models import Party, SubjectDetail
from partners.models import Person
from partners.own_keys import owns_any
from triage.models import AlarmAnswer, Case, OwnSearch, SearchAlarm
from triage.refusals import NotInScope, Refused

#: In the log of a case, and yet nobody has read at the desk what it carries.
_NO_LOOK = ("first_look_asked", "api_read", "api_acts", "api_act")
ANSWERERS = ("professional_standards",)
READERS = (*ANSWERERS, "auditor")


def searched(person: Person, typed: Iterable[tuple[str, str]]) -> None:
    """(what, text) as it was typed; in the transaction of the search."""
    for what, text in typed:
        if owns_any(person, [(what, part) for part in (_parts(text) if what == "street" else (text,))]):
            _raise(person, what)


def found_by_reference(person: Person, cases: Iterable[Case]) -> None:
    """By the reference of their own report or of a case of it."""
    if any(_carries(report_id, person) for report_id in {case.report_id for case in cases}):
        _raise(person, OwnSearch.REFERENCE)


def opened(person: Person, case: Case) -> None:
    """At the first opening of a case: when they have said that they know nobody in it; unasked where there is danger, or
    after they said it of a whole flood.
    """
    known: bool | None = getattr(case, "has_looked", None)
    has_looked = _looks(person).filter(chain=f"case:{case.pk}").exists() if known is None else known
    if not has_looked and _carries(case.report_id, person):
        _raise(person, OwnSearch.OPENED)


def with_looks(cases: QuerySet[Case], person: Person) -> QuerySet[Case]:
    """The same cases, each knowing whether opened() was asked of it before: no query of its own for a page."""
    chain = Concat(Value("case:"), Cast(OuterRef("pk"), CharField()))
    return cases.annotate(has_looked=Exists(_looks(person).filter(chain=chain)))


def for_reader(person: Person) -> QuerySet[SearchAlarm]:
    """Those of the reader's forces, the unanswered first, then the newest; never those of their own searches."""
    forces = {held.force_id for held in person.roles_held() if held.role in READERS}
    rows = SearchAlarm.objects.filter(force__in=forces).exclude(person=person)
    return rows.select_related("person", "answered_by", "force")


def waiting_for(person: Person) -> QuerySet[SearchAlarm]:
    """Those professional standards have not answered yet."""
    if not person.holds("professional_standards"):
        return SearchAlarm.objects.none()
    return for_reader(person).filter(answered_at=None)


@transaction.atomic
def answer(person: Person, alarm_id: uuid.UUID, said: str) -> SearchAlarm:
    """Explained, or passed on to whoever investigates. Raises NotInScope and Refused."""
    alarm = for_reader(person).select_for_update(of=("self",)).filter(pk=alarm_id).first()
    if alarm is None or not person.holds("professional_standards", force=alarm.force_id):
        raise NotInScope("There is no such alarm for you.")
    if said not in AlarmAnswer.values:
        raise Refused("Choose whether it was explained or is passed on.")
    if alarm.answered_at is not None:
        raise Refused("A colleague has answered it already.")
    alarm.answer, alarm.answered_by, alarm.answered_at = said, person, clock.now()
    alarm.save(update_fields=["answer", "answered_by", "answered_at"])
    who = person.as_actor("professional_standards")
    audit.record(who, "alteration", "search_alarm", alarm.pk, said, force=alarm.force_id)
    return alarm


def _raise(person: Person, what: str) -> None:
    force = person.as_actor().force or min(person.force_codes())
    alarm = SearchAlarm.objects.create(force_id=force, person=person, what=what, at=clock.now())
    audit.record(audit.SYSTEM, "collection", "search_alarm", alarm.pk, "own_search", {"what": what}, force=force)


def _looks(person: Person) -> QuerySet[Entry]:
    """Read it, or said of it alone whom they know: of either this was asked already."""
    looks = Q(action="consultation") & ~Q(act__in=_NO_LOOK)
    return Entry.objects.filter(looks | Q(act="first_look"), actor_id=person.pk)


def _carries(report_id: uuid.UUID, person: Person) -> bool:
    """Whether the report holds a number, an address, a street or a name of this person's own, or blames that name."""
    held: set[tuple[str, str]] = set()
    rows = Party.objects.filter(report=report_id)  # whoever sent it is one of them, so there is always a row
    for party in rows.select_related("contact", "report__content", "report__subject__subject"):
        details: dict[str, Any] = party.contact_details or {}
        held |= {(what, str(details[what])) for what in ("name", "phone", "email") if details.get(what)}
        where: dict[str, Any] = (party.report.answers or {}).get("where", {})
        held.add(("postcode", str(where.get("postcode", ""))))
        held |= {("street", part) for part in _parts(details.get("address"), where.get("place"))}
        blamed: SubjectDetail | None = getattr(party.report, "subject", None)
        if blamed and blamed.state != SubjectDetail.State.REMOVED:
            held.add(("name", str((blamed.description or {}).get("suspect_name", ""))))
    return owns_any(person, held)


def _parts(*texts: object) -> set[str]:
    """An address or a place in its lines, of which one may be a street."""
    return {part for text in texts for part in re.split(r"[,;\n]", str(text or ""))}
