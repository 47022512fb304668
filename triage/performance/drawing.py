"""Figures as a picture: bars or lines as shapes with plain numbers, which the template writes as SVG. No script, no
style: what a shape looks like is its class's (static/src/scss/_performance.scss). The table beside it says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from triage.performance.figures import Cell, Figures, text

#: A little narrower than a phone, so that its words can be read there; a screen shows it larger.
WIDTH = 300
_LABEL, _BAR, _GAP = 19, 14, 10
_HIGH, _FOOT, _SIDE = 150, 24, 8
#: More than this are no picture any more.
MOST = 24


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    says_at: float
    says_y: float
    says: str
    series: int


@dataclass(frozen=True)
class Word:
    x: float
    y: float
    says: str
    anchor: str = "start"


@dataclass(frozen=True)
class Line:
    points: str
    series: int
    last: tuple[float, float]


@dataclass(frozen=True)
class Picture:
    """`says`: what somebody who does not see it is told, in one sentence."""

    width: int
    height: int
    says: str
    words: tuple[Word, ...]
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    legend: tuple[str, ...] = ()


def picture(label: str, figures: Figures) -> Picture | None:
    """None where nothing is to be drawn: no rows, nothing but noughts, or a table alone says it better."""
    rows = list(figures.rows)[:MOST] if figures.how == "bars" else list(figures.rows)
    highest = max((_number(row[column]) for row in rows for column in figures.drawn), default=0)
    if not figures.drawn or not highest:
        return None
    if figures.how == "line":
        return _lines(label, figures, rows, highest) if len(rows) > 1 else None
    return _bars(label, figures, rows, highest)


def _bars(label: str, figures: Figures, rows: Sequence[tuple[Cell, ...]], highest: int) -> Picture:
    words, bars, y = [], [], 0.0
    for row in rows:
        y += _LABEL
        words.append(Word(0, y - 4, text(row[0])))
        for series, column in enumerate(figures.drawn):
            number = _number(row[column])
            width = round(number / highest * (WIDTH - 44), 1)
            bars.append(Bar(0, y, max(width, 1.0), width + 6, y + _BAR - 3, str(number), series))
            y += _BAR + 1
        y += _GAP
    return Picture(WIDTH, int(y), _sentence(label, figures, rows), tuple(words), tuple(bars), legend=_legend(figures))


def _lines(label: str, figures: Figures, rows: Sequence[tuple[Cell, ...]], highest: int) -> Picture:
    step = (WIDTH - 2 * _SIDE - 24) / (len(rows) - 1)
    lines = []
    for series, column in enumerate(figures.drawn):
        at = [
            (round(_SIDE + 24 + number * step, 1), round(_HIGH - _number(row[column]) / highest * (_HIGH - 16), 1))
            for number, row in enumerate(rows)
        ]
        lines.append(Line(" ".join(f"{x},{y}" for x, y in at), series, at[-1]))
    words = (
        Word(0, 20, str(highest)),
        Word(0, _HIGH, "0"),
        Word(_SIDE + 24, _HIGH + 18, text(rows[0][0])),
        Word(WIDTH - _SIDE, _HIGH + 18, text(rows[-1][0]), "end"),
    )
    said = _sentence(label, figures, rows)
    return Picture(WIDTH, _HIGH + _FOOT, said, words, lines=tuple(lines), legend=_legend(figures))


def _sentence(label: str, figures: Figures, rows: Sequence[tuple[Cell, ...]]) -> str:
    named = " and ".join(figures.head[column].lower() for column in figures.drawn)
    return (
        f"{label}: {named}, {len(rows)} rows, from {text(rows[0][0])} to {text(rows[-1][0])}. The table says the same."
    )


def _legend(figures: Figures) -> tuple[str, ...]:
    """Which series is which; one alone needs no name."""
    return tuple(figures.head[column] for column in figures.drawn) if len(figures.drawn) > 1 else ()


def _number(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
