"""A measure handed out as a file: CSV for a spreadsheet, JSON for another system, as far as its numbers may leave.

Handing out is a disclosure; the view records it. Small numbers stay here (small_numbers.py). Lengths of time become hours,
shares their two numbers.
"""

import csv
import datetime as dt
import io
import json
from typing import Any

from hatereport.spreadsheets import as_text
from triage.performance.asked import Asked
from triage.performance.figures import Cell, Figures, Share, Tally
from triage.performance.measures import Measure
from triage.performance.small_numbers import HIDDEN, without_small

#: format -> content type.
FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def export(measure: Measure, asked: Asked, figures: Figures, form: str) -> bytes:
    """The file; `form` is one of FORMATS."""
    safe = without_small(figures)
    return _json(measure, asked, safe) if form == "json" else _csv(figures, safe)


def name(measure: Measure, asked: Asked, form: str) -> str:
    return f"{measure.code}-{asked.reach.force}-{asked.first}-{asked.last}.{form}".replace("_", "-")


def _csv(figures: Figures, safe: Figures) -> bytes:
    """What kind a column is, the whole figures tell; what stands in it, the safe ones."""
    out = io.StringIO()
    writer = csv.writer(out)
    columns = list(zip(*figures.rows, strict=True))
    head: list[str] = []
    for title, column in zip(figures.head, columns, strict=False):
        head += _titles(title, column)
    writer.writerow(head or figures.head)
    for row in safe.rows:
        writer.writerow(
            [
                as_text(value) if isinstance(value, str) else value
                for cell, column in zip(row, columns, strict=True)
                for value in _values(cell, column)
            ]
        )
    if safe.note:
        writer.writerow([safe.note])
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
    return [_plain(cell), HIDDEN if cell == HIDDEN else ""] if shares else [_plain(cell)]


def _plain(cell: Cell) -> Any:
    match cell:
        case Share(part, whole):
            return {"part": part, "whole": whole}
        case dt.timedelta():
            return round(cell.total_seconds() / 3600, 2)
        case Tally():
            return str(cell)
    return "" if cell is None else cell
