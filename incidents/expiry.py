"""What may not be kept longer: drafts nobody came back to, and visits that are over. Keys go with the rows.

Codes that were changed more than seven days ago are retired in the same round; their rows stay. And codes with which many
wrong PINs were typed are told of here, because the page they were typed on must do no more for them than for others.
"""

from dataclasses import dataclass

from incidents import code_changes, drafts, pins, visits


@dataclass(frozen=True)
class Erased:
    drafts: int
    visits: int
    codes: int


def erase_expired() -> Erased:
    """Erase everything whose time is up, in short transactions; how much of each."""
    gone = 0
    while batch := drafts.erase_expired():
        gone += batch
    erased = Erased(drafts=gone, visits=visits.erase_expired(), codes=code_changes.retire_narrowed())
    pins.tell_of_many()
    return erased
