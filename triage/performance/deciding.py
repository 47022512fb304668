"""What was decided in the days asked for: outcomes of recorded crimes, where people overruled the rules, second readings."""

from collections import Counter

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate

from hatereport.languages.table import LANGUAGES
from hatereport.working_time import LONDON
from incidents.models import Classification
from incidents.strands import BY_CODE, STRANDS
from partners.models import Person
from triage.law.offences import OUTCOME_BY_CODE
from triage.models import Case, Offence, SecondLook
from triage.performance.asked import Asked
from triage.performance.figures import Cell, Figures, Share, Tally
from triage.performance.reach import apart
from triage.states import CRIME, INCIDENT

_LANGUAGES = {language.code: language.english_name for language in LANGUAGES}


def outcomes(asked: Asked, person: Person) -> Figures:
    """Crimes by the day they were recorded, under each strand they carry, with what became of them so far."""
    recorded = Coalesce("recorded_on", TruncDate("case__opened_at", tzinfo=LONDON))
    offences = Offence.objects.filter(asked.reach.cases(asked.area, "case__"), apart("case__"), case__kind=CRIME)
    found = (
        offences.annotate(day=recorded)
        .filter(day__gte=asked.first, day__lt=asked.after)
        .values("case__strands", "outcome_code")
        .annotate(n=Count("pk"))
        .order_by()
    )
    crimes: Counter[str] = Counter()
    ends: Counter[tuple[str, str]] = Counter()
    for row in found:
        for code in row["case__strands"]:
            crimes[code] += row["n"]
            ends[code, row["outcome_code"]] += row["n"]
    rows: list[tuple[Cell, ...]] = []
    for strand in STRANDS:
        if not crimes[strand.code]:
            continue
        of_strand = sorted((code, number) for (name, code), number in ends.items() if name == strand.code and code)
        said = Tally(tuple((f"{code} {OUTCOME_BY_CODE[code].label}", number) for code, number in of_strand))
        rows.append((str(strand.label), crimes[strand.code], ends[strand.code, ""], said))
    head = ("Strand", "Crimes recorded", "Still without outcome", "Outcomes")
    return Figures(
        head, rows, drawn=(1,), note="A crime with two strands counts under both, so the rows must not be added up."
    )


def overrides(asked: Asked, person: Person) -> Figures:
    """Where a person settled otherwise than the rules had proposed, by strand and by language of the report."""
    first = Classification.objects.filter(report=OuterRef("report"), source="rule").order_by("at", "id")
    theirs = Case.objects.filter(asked.reach.cases(asked.area), apart(), report=OuterRef("report"))
    settled = Classification.objects.filter(Exists(theirs), source="person", **asked.within("at"))
    found = (
        settled.annotate(proposed=Subquery(first.values("kind")[:1]))
        .exclude(proposed=None)
        .values("report__language", "strands", "proposed", "kind")
        .annotate(n=Count("pk"))
        .order_by()
    )
    counts: Counter[tuple[str, str]] = Counter()
    for row in found:
        groups = [*(f"strand:{code}" for code in row["strands"]), f"language:{row['report__language']}"]
        for group in groups:
            counts[group, "settled"] += row["n"]
            if row["kind"] != row["proposed"]:
                counts[group, "raised" if row["proposed"] == INCIDENT else "lowered"] += row["n"]
    rows: list[tuple[Cell, ...]] = []
    for group in sorted({group for group, _ in counts}, key=lambda group: (not group.startswith("strand"), group)):
        settled_here = counts[group, "settled"]
        changed = [Share(counts[group, how], settled_here) for how in ("raised", "lowered")]
        rows.append((_group(group), settled_here, *changed))
    head = ("By", "Settled", "Raised to a crime", "Lowered to an incident")
    note = "The rule's proposal is shown to the sergeant only after the choice. A report with two strands counts under both."
    return Figures(head, rows, note=note)


def second_looks(asked: Asked, person: Person) -> Figures:
    """Decisions drawn by lot and read by a second person: how many agree, how many still wait."""
    looks = SecondLook.objects.filter(asked.reach.cases(asked.area, "case__"))
    read = Q(**asked.within("read_at"))
    found = (
        looks.filter(read | Q(read_at=None))
        .values("kind")
        .annotate(
            read=Count("pk", filter=read),
            agree=Count("pk", filter=read & Q(agrees=True)),
            waits=Count("pk", filter=Q(read_at=None)),
        )
        .order_by("kind")
    )
    labels = dict(SecondLook.Kind.choices)
    rows = [(labels[row["kind"]], row["read"], Share(row["agree"], row["read"]), row["waits"]) for row in found]
    return Figures(("Decision", "Read again", "The second agreed", "Still to be read"), rows)


def _group(group: str) -> str:
    kind, _, code = group.partition(":")
    if kind == "strand":
        return str(BY_CODE[code].label) if code in BY_CODE else code
    return f"Language: {_LANGUAGES.get(code, code)}"
