"""How the work went in the days asked for: deadlines, first contact, what came and went, reviews and their waits."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case as Chosen
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import TruncWeek

from hatereport import clock
from hatereport.working_time import LONDON
from partners.models import Person
from triage.clocks.kinds import CLOCK_KINDS
from triage.models import Case, ClockEvent, Move, PatternAlert
from triage.performance.asked import Asked
from triage.performance.figures import Cell, Figures, Percentile, Share
from triage.states import STATES


@dataclass(frozen=True)
class Review:
    """A step at which somebody else decides: the acts that let it pass, and those that give it back."""

    code: str
    label: str
    passes: tuple[str, ...]
    returns: tuple[str, ...] = ()


REVIEWS: tuple[Review, ...] = (
    Review("local_inspector", "Local focus inspector's review", ("approve",), ("return",)),
    Review("endorsement", "Sergeant's endorsement", ("endorse",), ("supervisor_return",)),
    Review(
        "final",
        "Hate crime inspector's final review",
        ("uphold_nfa",),
        ("return_for_investigation", "progress_to_court"),
    ),
    Review("telling", "Telling the victim", ("tell_victim",)),
    Review("right_to_review", "Victim's right to review", ("decide_review",)),
)


def clocks_met(asked: Asked, person: Person) -> Figures:
    """Deadlines met and missed, by kind, each with its numbers."""
    events = ClockEvent.objects.filter(
        asked.reach.cases(asked.area, "clock__case__"), what__in=("met", "breached"), **asked.within("at")
    )
    counted = events.values("clock__kind").annotate(
        met=Count("pk", filter=Q(what="met")), missed=Count("pk", filter=Q(what="breached"))
    )
    found = {row["clock__kind"]: row for row in counted}
    rows: list[tuple[Cell, ...]] = []
    for kind in CLOCK_KINDS:
        if row := found.get(kind.code):
            met, missed = row["met"], row["missed"]
            rows.append((kind.label, _stage_of(kind.code), met, missed, Share(met, met + missed)))
    return Figures(("Deadline", "Stage", "Met", "Missed", "In time"), rows, drawn=(2, 3))


def first_contact(asked: Asked, person: Person) -> Figures:
    """From the report to the first real word between us and the person; and who has been here before."""
    spoken = Move.objects.filter(Q(codes__contact_result="reached") | Q(codes__victim_seen="seen"), case=OuterRef("pk"))
    again = PatternAlert.objects.filter(case=OuterRef("pk"), kind="same_contact", state="confirmed")
    came = Case.objects.filter(asked.reach.cases(asked.area), came_from=None, **asked.within("opened_at"))
    found = came.annotate(
        wait=Subquery(spoken.order_by("seq").values("at")[:1]) - F("report__received_at"), again=Exists(again)
    ).aggregate(
        reports=Count("pk"),
        reached=Count("wait"),
        half=Percentile("wait", 0.5),
        most=Percentile("wait", 0.9),
        repeat=Count("pk", filter=Q(flags__contains=["repeat"])),
        same=Count("pk", filter=Q(again=True)),
    )
    reports = found["reports"]
    rows: list[tuple[Cell, ...]] = [
        ("Reports that began a case", reports, None, None),
        ("Spoken with or reached", Share(found["reached"], reports), found["half"], found["most"]),
        ("Say that it happened before", Share(found["repeat"], reports), None, None),
        ("Known by the same contact details, confirmed", Share(found["same"], reports), None, None),
    ]
    return Figures(("What", "Number", "Half of them within", "Nine of ten within"), rows)


def weeks(asked: Asked, person: Person) -> Figures:
    """What came and what ended, week by week."""
    came = _by_week(asked, "opened_at", "came")
    ended = _by_week(asked, "ended_at", "ended")
    found = {(week, what): number for week, what, number in came.union(ended, all=True)}
    rows: list[tuple[Cell, ...]] = []
    monday = asked.first - dt.timedelta(days=asked.first.weekday())
    today = clock.today()
    while monday < asked.after and monday <= today:
        week = dt.datetime.combine(monday, dt.time(), LONDON)
        rows.append((f"{monday:%-d %b}", found.get((week, "came"), 0), found.get((week, "ended"), 0)))
        monday += dt.timedelta(days=7)
    return Figures(("Week of", "New cases", "Ended"), rows, drawn=(1, 2), how="line")


def reviews(asked: Asked, person: Person) -> Figures:
    """Decisions of each reviewing step: how many came back, and how long the case had waited for it."""
    waited = Move.objects.filter(case=OuterRef("case"), seq__lt=OuterRef("seq")).exclude(frm=F("to")).order_by("-seq")
    acts = [name for review in REVIEWS for name in (*review.passes, *review.returns)]
    step = [When(act__in=(*review.passes, *review.returns), then=Value(review.code)) for review in REVIEWS]
    returned = Q(act__in=[name for review in REVIEWS for name in review.returns])
    # Moves have no index by their moment: a case that ended before these days cannot have moved in them.
    then_open = Q(case__ended_at=None) | Q(case__ended_at__gte=asked.start)
    moves = Move.objects.filter(asked.reach.cases(asked.area, "case__"), then_open, act__in=acts, **asked.within("at"))
    counted = (
        moves.exclude(frm=F("to"))
        .annotate(step=Chosen(*step), wait=F("at") - Subquery(waited.values("at")[:1]))
        .values("step")
        .annotate(
            n=Count("pk"), back=Count("pk", filter=returned), half=Percentile("wait", 0.5), most=Percentile("wait", 0.9)
        )
        .order_by()
    )
    found = {row["step"]: row for row in counted}
    rows: list[tuple[Cell, ...]] = []
    for review in REVIEWS:
        if row := found.get(review.code):
            back = Share(row["back"], row["n"]) if review.returns else None
            rows.append((review.label, row["n"], back, row["half"], row["most"]))
    head = ("Step", "Decisions", "Given back", "Half waited under", "Nine of ten under")
    return Figures(
        head, rows, drawn=(1,), note="A review given back is work done, not a fault: no share is too high by itself."
    )


def _by_week(asked: Asked, name: str, what: str) -> "QuerySet[Case, tuple[dt.datetime, str, int]]":
    cases = Case.objects.filter(asked.reach.cases(asked.area), **asked.within(name))
    found = cases.annotate(week=TruncWeek(name, tzinfo=LONDON), what=Value(what)).order_by()
    return found.values_list("week", "what").annotate(n=Count("pk"))


def _stage_of(clock_kind: str) -> str:
    """The stage whose clock it is; of several stages, or of none, no stage is named."""
    labels = {state.label for state in STATES if state.clock == clock_kind}
    return labels.pop() if len(labels) == 1 else "–"
