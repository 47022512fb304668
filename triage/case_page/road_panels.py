"""The special roads of a case as its page shows them: who has which in hand, what is still blocked, what can be done now.

What each road is, is in roads/table.py; its acts are in workflow/special_roads.py.
"""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime

from triage.case_page.case_file import CaseFile
from triage.models import Move
from triage.openness import Openness
from triage.roads import blocks
from triage.roads.table import ROAD_OF, Road

#: The act by which each road is taken in hand.
TAKEN_BY = {
    "police_suspect": "name_investigator",
    "under_18": "decide_child_safeguarding",
    "domestic": "own_domestic",
    "sexual": "take_over_account",
    "railway": "offer_transfer",
    "terrorism": "inspector_told",
}
_ALSO = {
    "domestic": ("lift_block", "set_block"),
    "railway": ("accept_transfer",),
    "police_suspect": ("lift_restriction",),
}
_CHILD = {
    "yes": "A parent or carer may be spoken with.",
    "one": "Only with the one named in the decision may anybody speak.",
    "no": "Nobody speaks with a parent or carer.",
}


@dataclass(frozen=True)
class Panel:
    """One road: how it stands, in sentences, and what this reader can do about it."""

    label: str
    in_hand: bool
    lines: tuple[str, ...]
    acts: tuple[Openness, ...]


def panels(file: CaseFile) -> list[Panel]:
    """Of every road of this case that an act takes in hand; a language has its banner and its action."""
    roads = list(file.roads)
    if file.case.restricted and "police_suspect" not in file.case.flags:
        roads.insert(0, ROAD_OF["police_suspect"])
    return [_panel(file, road) for road in roads if road.flag in TAKEN_BY]


def _panel(file: CaseFile, road: Road) -> Panel:
    names = (TAKEN_BY[road.flag], *_ALSO.get(road.flag, ()))
    taken = next((move for move in reversed(file.moves) if move.act == TAKEN_BY[road.flag]), None)
    waits = any(task.road == road.flag for task in file.open_tasks)
    lines = (
        [_taken(taken)] if taken else ["Nobody has taken it in hand yet." if waits else "Its action has been answered."]
    )
    if road.flag == "domestic":
        lines += _blocked(file)
    if road.flag == "under_18":
        lines += [
            _CHILD.get(row.codes["parent_contact"], "") for row in file.ctx.records if row.kind == "child_safeguarding"
        ][-1:]
    acts = tuple(way for way in file.openness if way.open and way.act.name in names)
    return Panel(road.label, taken is not None, tuple(lines), acts)


def _taken(move: Move) -> str:
    by = move.actor.name if move.actor else "The service"
    return f"{by}, {date_format(localtime(move.at), 'j F Y, H:i')}."


def _blocked(file: CaseFile) -> list[str]:
    standing = file.ctx.blocks
    shut = ", ".join(block.label.lower() for block in blocks.BLOCKS if block.code in standing)
    lifted = ", ".join(block.label.lower() for block in blocks.BLOCKS if block.code not in standing)
    return [line for line in (f"Blocked: {shut}." if shut else "", f"Lifted: {lifted}." if lifted else "") if line]
