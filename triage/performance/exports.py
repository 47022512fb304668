"""A measure handed out as a file: CSV for a spreadsheet, JSON for another system, the same numbers as on the page.

Handing out is a disclosure; the view records it. Lengths of time become hours, shares their two numbers.
"""

import csv
import datetime as dt
import io
import json
from typing import Any

from hatereport.spreadsheets import as_text
from triage.performance.asked import Asked
from triage.performance.figures import Cell, Figures, Named, Share
from triage.performance.measures import Measure

#: format -> content type.
FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def export(measure: Measure, asked: Asked, figures: Figures, form: str) -> bytes:
    """The file; `form` is one of FORMATS."""
    return _json(measure, asked, figures) if form == "json" else _csv(figures)


def name(measure: Measure, asked: Asked, form: str) -> str:
    return f"{measure.code}-{asked.reach.force}-{asked.first}-{asked.last}.{form}".replace("_", "-")


def _csv(figures: Figures) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    head: list[str] = []
    for title, column in zip(figures.head, zip(*figures.rows, strict=True) or (), strict=False):
        head += _titles(title, column)
    writer.writerow(head or figures.head)
    for row in figures.rows:
        writer.writerow(
            [
                as_text(value) if isinstance(value, str) else value
                for cell, column in zip(row, zip(*figures.rows, strict=True), strict=True)
                for value in _values(cell, column)
            ]
        )
    if figures.note:
        writer.writerow([figures.note])
    return out.getvalue().encode("utf-8-sig")


def _json(measure: Measure, asked: Asked, figures: Figures) -> bytes:
    said = {
        "measure": measure.code,
        "label": measure.label,
        "unit": measure.unit,
        "source": measure.source,
        "force": asked.reach.force,
        **asked.codes,
        "note": figures.note,
        "rows": [dict(zip(figures.head, map(_plain, row), strict=True)) for row in figures.rows],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _titles(title: str, column: tuple[Cell, ...]) -> list[str]:
    if any(isinstance(cell, Share) for cell in column):
        return [title, f"{title}: of"]
    return [f"{title} (hours)" if any(isinstance(cell, dt.timedelta) for cell in column) else title]


def _values(cell: Cell, column: tuple[Cell, ...]) -> list[Any]:
    if isinstance(cell, Share):
        return [cell.part, cell.whole]
    shares = any(isinstance(other, Share) for other in column)
    return [_plain(cell), ""] if shares else [_plain(cell)]


def _plain(cell: Cell) -> Any:
    match cell:
        case Share(part, whole):
            return {"part": part, "whole": whole}
        case dt.timedelta():
            return round(cell.total_seconds() / 3600, 2)
        case Named(reference):
            return reference
    return "" if cell is None else cell
