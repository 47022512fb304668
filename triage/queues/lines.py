"""A line of a queue: what an officer must see to choose the next case, from coded facts alone. Nothing sealed is opened.

Which cases there are is said in __init__.py. One query for a page of lines.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from hatereport import clock
from partners.models import Person
from triage import wording
from triage.clocks.kinds import CLOCK_KIND
from triage.models import Case, Clock
from triage.places import Order
from triage.queues import ORDER
from triage.roads.table import ROAD_OF
from triage.wording import Badge


@dataclass(frozen=True)
class Line:
    case: Case
    risk: Badge
    due: Badge
    #: The label of the clock that is due next.
    clock: str
    age: str
    what: str
    strands: str
    area: str
    holder: str
    is_mine: bool
    #: Special roads, each a short warning; and the other flags.
    roads: tuple[str, ...]
    flags: tuple[str, ...]
    grade: str

    @property
    def css(self) -> str:
        if self.case.danger:
            return "queue__line--danger"
        return "queue__line--late" if self.due.kind == "late" else ""


def lines(cases: QuerySet[Case], person: Person, limit: int, order: Order = ORDER) -> list[Line]:
    """The first `limit` cases of a query, as lines in its order. They are chosen first and read after: else all would be
    joined.
    """
    next_clock = (
        Clock.objects.filter(case=OuterRef("pk"), state=Clock.State.RUNNING)
        .exclude(kind="time_limit")
        .order_by("due_at")
        .values("kind")[:1]
    )
    rows = (
        Case.objects.filter(pk__in=cases.values("pk")[:limit])
        .order_by(*order.fields)
        .select_related("report", "area", "holder")
        .only(
            "reference", "kind", "state", "version", "force", "grade", "risk", "flags", "strands", "danger", "restricted",
            "next_due_at", "silence_since", "opened_at", "entered_state_at", "ended_at", "holder__name", "area__name",
            "report__kinds", "report__online", "report__place_type", "report__outcode",
        )
        .annotate(next_clock=Subquery(next_clock))
    )  # fmt: skip
    now = clock.now()
    return [_line(case, person, now) for case in rows]


def _line(case: Case, person: Person, now: dt.datetime) -> Line:
    roads, flags = _split(case.flags)
    return Line(
        case=case,
        risk=wording.risk(case),
        due=wording.due(case.next_due_at, now),
        clock=CLOCK_KIND[case.next_clock].label if case.next_clock else "",  # type: ignore[attr-defined]  # annotated
        age=wording.age(case.opened_at, now),
        what=", ".join(wording.short(code) for code in case.report.kinds[:3]) or "Nothing ticked",
        strands=", ".join(wording.short(code) for code in case.strands) or "Not sure why",
        area=_area(case),
        holder=case.holder.name if case.holder else "",
        is_mine=case.holder_id == person.pk,
        roads=roads,
        flags=flags,
        grade=wording.GRADE.get(case.grade, ""),
    )


def _split(codes: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    codes = list(codes)
    roads = tuple(ROAD_OF[code].label for code in codes if code in ROAD_OF)
    return roads, tuple(wording.flag_labels(code for code in codes if code not in ROAD_OF))


def _area(case: Case) -> str:
    place = case.area.name if case.area else wording.short(case.force_id)
    return f"{place}, online" if case.report.online else place
