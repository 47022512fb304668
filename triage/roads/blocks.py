"""What a partner, relative or carer could see or hear of: blocked from the start, each lifted by the domestic abuse owner.

The owner is a person of the domestic abuse team who took that side of the case; what they lift or set again is a move of
the case. Asked by reaching.py, guards.py and checks.py, each for its own block (practice.md 13).
"""

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from triage.models.case import Case
from triage.models.move import Move

FLAG = "domestic"


@dataclass(frozen=True)
class Block:
    code: str
    label: str
    why: str
    #: Ways of reaching somebody that are shut with it.
    shuts: frozenset[str] = frozenset()


BLOCKS: tuple[Block, ...] = (
    Block("letters", "Letters", "Opened by whoever comes home first.", frozenset({"letter"})),
    Block("pings", "Texts, e-mails and notices of news", "Read on a shared telephone.", frozenset({"text", "email"})),
    Block("faith", "Faith partners and community leaders", "They may know the family, and want it whole."),
    Block("interpreters", "Family interpreters", "Who interprets may be who is feared."),
    Block("restorative", "Restorative justice", "Nobody is brought to the table with whom they fear."),
)
BLOCK = {block.code: block for block in BLOCKS}


def in_force(case: Case) -> frozenset[str]:
    """Codes of what is blocked in this case. Asks nothing of the database where no partner or relative is involved."""
    if FLAG not in case.flags:
        return frozenset()
    standing = set(BLOCK)
    for act, codes in _moves(case).filter(act__in=("lift_block", "set_block")).values_list("act", "codes"):
        change = standing.discard if act == "lift_block" else standing.add
        change(codes.get("block", ""))
    return frozenset(standing)


def ways_shut(blocked: frozenset[str]) -> frozenset[str]:
    return frozenset(way for code in blocked for way in BLOCK[code].shuts)


def owner_of(case: Case) -> uuid.UUID | None:
    """Who took the domestic abuse side of it last."""
    if FLAG not in case.flags:
        return None
    return _moves(case).filter(act="own_domestic").values_list("actor_id", flat=True).last()


def _moves(case: Case) -> QuerySet[Move]:
    """Of every case of the report in this force: an escalation begins nothing anew."""
    return Move.objects.filter(case__report_id=case.report_id, case__force_id=case.force_id).order_by("at", "id")
