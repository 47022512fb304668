"""What leaves the house in a file hides small numbers: of three people somebody knows who they are.

A row with a number of 1 to 4 in it, or next to all of a whole, is hidden with everything it counts, lengths of time among
it; where that is the only one, the smallest other row too, for the total would give it away. The pages show all to those who
lead the work, and share it out by them. Somebody who asks again and again with other days can still compare: that each file
is in the log is the answer to that, and what is published is never made of these.

Source: disclosure control as usual in the United Kingdom (fewer than 5); practice.md 24.
"""

from dataclasses import replace

from triage.performance.figures import Cell, Figures, Share, Tally

SMALL = 5
HIDDEN = "hidden"
NOTE = f"{HIDDEN.capitalize()}: a number from 1 to {SMALL - 1}, and what would give one away. Not for publication."


def without_small(figures: Figures) -> Figures:
    """The same rows with the words they had, and no number that points at few people."""
    few = {number for number, row in enumerate(figures.rows) if any(map(_is_small, row))}
    others = [(size, number) for number, row in enumerate(figures.rows) if number not in few and (size := _size(row))]
    if len(few) == 1 and others:
        few.add(min(others)[1])
    if not few:
        return figures
    rows = [tuple(map(_hide, row)) if number in few else row for number, row in enumerate(figures.rows)]
    return replace(figures, rows=rows, note=f"{figures.note} {NOTE}".strip())


def _is_small(cell: Cell) -> bool:
    return any(0 < number < SMALL for number in _numbers(cell))


def _numbers(cell: Cell) -> tuple[int, ...]:
    """What a cell counts, and what can be told from it."""
    match cell:
        case Share(part, whole):
            return part, whole, whole - part
        case Tally(parts):
            return tuple(number for _, number in parts)
        case int():
            return (cell,)
    return ()


def _size(row: tuple[Cell, ...]) -> int:
    """How many the row counts, at most; 0 where it counts none."""
    return max((number for cell in row for number in _numbers(cell)), default=0)


def _hide(cell: Cell) -> Cell:
    return cell if isinstance(cell, str) or cell in (0, None) else HIDDEN
