"""What may not be kept longer: drafts nobody came back to, and visits that are over. Keys go with the rows."""

from dataclasses import dataclass

from incidents import drafts, visits


@dataclass(frozen=True)
class Erased:
    drafts: int
    visits: int


def erase_expired() -> Erased:
    """Erase everything whose time is up, in short transactions; how much of each."""
    gone = 0
    while batch := drafts.erase_expired():
        gone += batch
    return Erased(drafts=gone, visits=visits.erase_expired())
