"""What a measure answers: a table of cells, and which of its columns are drawn. Cells stay numbers until they are read."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, QuerySet

from triage import wording


@dataclass(frozen=True)
class Share:
    """A part of a whole, never without both: of three cases one is no third of anything."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{round(100 * self.part / self.whole)}% ({self.part} of {self.whole})" if self.whole else "none"


@dataclass(frozen=True)
class Named:
    """A case, by its reference."""

    reference: str

    def __str__(self) -> str:
        return self.reference


@dataclass(frozen=True)
class Tally:
    """Several numbers, each with what it counts."""

    parts: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        return "; ".join(f"{what}: {number}" for what, number in self.parts) or "none yet"


Cell = str | int | Share | Named | Tally | dt.timedelta | None


@dataclass(frozen=True)
class Figures:
    """`drawn`: the columns whose numbers become bars, side by side in a row; "line" draws each as a line over the rows."""

    head: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    drawn: tuple[int, ...] = ()
    how: str = "bars"
    note: str = ""


def text(cell: Cell) -> str:
    """As it is read on the page."""
    if isinstance(cell, dt.timedelta):
        return wording.span(cell)
    return "–" if cell is None else str(cell)


def counted(rows: QuerySet[Any, Any]) -> list[dict[str, Any]]:
    """Groups of a query, each by the names of its columns."""
    return list(rows)


class Percentile(Aggregate):
    """The value below which such a share of all lies: 0.5 is the median. Moments and lengths of time alike."""

    function = "percentile_disc"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"

    def __init__(self, expression: Any, share: float, **extra: Any) -> None:
        super().__init__(expression, share=float(share), **extra)
