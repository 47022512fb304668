"""How are we doing: measures of a force, an area, a team, on pages whose addresses can be shared, and as files."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hatereport import audit
from partners.models import PolicingArea
from triage.performance.asked import PERIODS, Asked, NobodysNumbers, asked
from triage.performance.drawing import picture
from triage.performance.exports import FORMATS, export, name
from triage.performance.figures import Figures, Named, text
from triage.performance.measures import MEASURE, PART, PARTS, Measure, of_part
from triage.performance.reach import COUNTS, Reach, reaches_of
from triage.views.door import me, open_to, page

counts = open_to(*COUNTS)


@counts
@require_safe
@transaction.atomic
def performance(request: HttpRequest) -> HttpResponse:
    """One part of the measures, within the reader's own reach."""
    person, question = me(request), _asked(request)
    part = PART.get(request.GET.get("part", ""), PARTS[0])
    detail = {"part": part.code, **question.codes}
    audit.record(
        person.as_actor(),
        "consultation",
        "force",
        question.reach.force,
        "performance",
        detail,
        force=question.reach.force,
    )
    areas = _areas(question.reach)
    return page(
        request,
        "performance/page.html",
        asked=question,
        part=part,
        parts=PARTS,
        periods=PERIODS,
        problems=[("from", question.wrong)] if question.wrong and not part.now else [],
        forces=sorted(reaches_of(person)),
        areas=areas,
        whose=_whose(question, areas),
        measures=[_drawn(measure, measure.query(question, person)) for measure in of_part(part.code)],
    )


@counts
@require_safe
@transaction.atomic
def measure_file(request: HttpRequest, measure: str, form: str) -> HttpResponse:
    """One measure as a file; that it left is recorded with everything that was asked."""
    person, question, wanted = me(request), _asked(request), MEASURE.get(measure)
    if wanted is None or not wanted.leaves or form not in FORMATS:
        raise Http404
    figures = wanted.query(question, person)
    detail = {"measure": wanted.code, "format": form, "rows": len(figures.rows), **question.codes}
    audit.record(
        person.as_actor(),
        "disclosure",
        "force",
        question.reach.force,
        "performance_export",
        detail,
        force=question.reach.force,
    )
    answer = HttpResponse(export(wanted, question, figures, form), content_type=FORMATS[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name(wanted, question, form)}"'
    return answer


def _asked(request: HttpRequest) -> Asked:
    try:
        return asked(me(request), request.GET)
    except NobodysNumbers:
        raise Http404 from None


def _areas(reach: Reach) -> list[PolicingArea]:
    """The areas that can be chosen, with their force."""
    areas = PolicingArea.objects.filter(force=reach.force).select_related("force").order_by("name")
    return list(areas if reach.areas is None else areas.filter(pk__in=reach.areas))


def _whose(question: Asked, areas: list[PolicingArea]) -> str:
    force = areas[0].force.name if areas else question.reach.force
    area = next((area.name for area in areas if area.pk == question.area), "")
    if question.reach.teams is not None:
        return f"{area or 'Your team'}, {force}"
    return f"{area or ', '.join(one.name for one in areas) if question.reach.areas else area}, {force}".removeprefix(
        ", "
    )


def _drawn(measure: Measure, figures: Figures) -> dict[str, Any]:
    """A measure as its template draws it: cells as words, references as links."""
    rows = [
        [
            {"called": title, "text": text(cell), "case": cell.reference if isinstance(cell, Named) else ""}
            for title, cell in zip(figures.head, row, strict=True)
        ]
        for row in figures.rows
    ]
    return {"measure": measure, "figures": figures, "rows": rows, "picture": picture(measure.label, figures)}
