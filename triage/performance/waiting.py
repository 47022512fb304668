"""What waits now: how old the work of each stage is, how long people have not heard from us, what each team has."""

import datetime as dt

from django.db.models import Count, Min, Q, QuerySet

from hatereport import clock
from partners.models import Person
from triage.clocks.silence import TOO_LONG
from triage.models import Case
from triage.performance.asked import Asked
from triage.performance.figures import Cell, Figures, Named, Percentile, counted
from triage.performance.reach import apart
from triage.scope import visible_to
from triage.states import STATES

_DAY = dt.timedelta(days=1)
#: Age buckets: label, from, to.
_AGES = (
    ("Under a day", dt.timedelta(0), _DAY),
    ("1 to 7 days", _DAY, 7 * _DAY),
    ("7 to 28 days", 7 * _DAY, 28 * _DAY),
    ("Over 28 days", 28 * _DAY, None),
)
_SILENCES = (
    ("Under 7 days", dt.timedelta(0), 7 * _DAY),
    ("7 to 28 days", 7 * _DAY, TOO_LONG),
    ("28 to 56 days", TOO_LONG, 2 * TOO_LONG),
    ("Over 56 days", 2 * TOO_LONG, None),
)
#: How many cases are named.
NAMED = 10


def stages(asked: Asked, person: Person) -> Figures:
    """Open cases by stage: how many, the oldest, the median, and how they spread."""
    now = clock.now()
    buckets = {
        f"bucket_{number}": Count("pk", filter=_aged("entered_state_at", *row[1:], now))
        for number, row in enumerate(_AGES)
    }
    oldest, median = Min("entered_state_at"), Percentile("entered_state_at", 0.5)
    by_stage = _open(asked).values("kind", "state").annotate(n=Count("pk"), oldest=oldest, median=median, **buckets)
    found = {(row["kind"], row["state"]): row for row in counted(by_stage)}
    kinds = dict(Case.Kind.choices)
    rows: list[tuple[Cell, ...]] = []
    for state in STATES:
        if row := found.get((state.kind, state.code)):
            spread = [row[name] for name in buckets]
            label = f"{state.label} ({kinds[state.kind].removeprefix('Hate ')})"
            rows.append((label, row["n"], now - row["oldest"], now - row["median"], *spread))
    head = ("Stage", "Open", "Oldest", "Half wait longer than", *(label for label, *_ in _AGES))
    return Figures(head, rows, drawn=(1,))


def silence(asked: Asked, person: Person) -> Figures:
    """Open cases by the days since their person last heard from us. Nothing pauses it."""
    now = clock.now()
    buckets = {
        f"bucket_{number}": Count("pk", filter=_aged("silence_since", *row[1:], now))
        for number, row in enumerate(_SILENCES)
    }
    found = _open(asked).aggregate(**buckets)
    return Figures(
        ("Not heard from us for", "Open cases"),
        [(row[0], found[f"bucket_{number}"]) for number, row in enumerate(_SILENCES)],
        drawn=(1,),
    )


def longest_silence(asked: Asked, person: Person) -> Figures:
    """The cases whose people have waited longest for a word, by reference, as far as this reader may see them."""
    now = clock.now()
    cases = visible_to(person).filter(asked.reach.cases(asked.area), apart(), ended_at=None)
    rows = cases.select_related("holding_team").order_by("silence_since", "id")[:NAMED]
    listed = [
        (Named(case.reference), case.stage.label, case.holding_team.name, now - case.silence_since) for case in rows
    ]
    return Figures(("Case", "Stage", "Team", "Has not heard from us for"), listed)


def teams(asked: Asked, person: Person) -> Figures:
    """Each team's open cases, and what came and ended in the days asked for. In the order of their names."""
    found = _worked(asked).values("holding_team__name").annotate(**_workload(asked)).order_by("holding_team__name")
    rows = [(row["holding_team__name"], row["open"], row["new"], row["closed"]) for row in counted(found)]
    return Figures(("Team", "Open now", "New", "Closed"), rows, drawn=(1,), note=_HOLDS)


def people(asked: Asked, person: Person) -> Figures:
    """What each holder has now, in the order of their names: to share the work out, never to compare people. What somebody
    closed, and how fast, is no number of this house.
    """
    held = _open(asked).exclude(holder=None).values("holding_team__name", "holder__name")
    found = held.annotate(has=Count("pk")).order_by("holding_team__name", "holder__name")
    rows = [(row["holder__name"], row["holding_team__name"], row["has"]) for row in counted(found)]
    return Figures(("Holder", "Team", "Open now"), rows, note=_FOR_SHARING)


_FOR_SHARING = (
    "Only to share work out among those who are there: one hard case is more than ten plain ones. It says nothing of how "
    "well or how fast anybody works, nobody is judged by it, and it leaves this page in no file."
)
_HOLDS = "A case counts for whoever holds it now, or held it at its end."


def _open(asked: Asked) -> QuerySet[Case]:
    return Case.objects.filter(asked.reach.cases(asked.area), ended_at=None)


def _worked(asked: Asked) -> QuerySet[Case]:
    in_days = Q(**asked.within("opened_at")) | Q(**asked.within("ended_at"))
    return Case.objects.filter(asked.reach.cases(asked.area)).filter(Q(ended_at=None) | in_days)


def _workload(asked: Asked) -> dict[str, Count]:
    return {
        "open": Count("pk", filter=Q(ended_at=None)),
        "new": Count("pk", filter=Q(**asked.within("opened_at"))),
        "closed": Count("pk", filter=Q(**asked.within("ended_at"))),
    }


def _aged(name: str, least: dt.timedelta, most: dt.timedelta | None, now: dt.datetime) -> Q:
    old = Q(**{f"{name}__lte": now - least}) if least else Q()
    return old & Q(**{f"{name}__gt": now - most}) if most else old
