"""The doors of the public pages and how many each lets through, as a table; the counting itself.

The numbers are for one process of the web server and are multiplied by CROWD_FACTOR. They are made for a community
centre: twenty people behind one address, all at the same page in the same minute, notice nothing.
"""

import time
from dataclasses import dataclass
from threading import Lock
from typing import Final

from django.conf import settings


@dataclass(frozen=True)
class Door:
    """One row: how many may come through at once, and how many more each second."""

    code: str
    at_once: float
    a_second: float
    why: str


DOORS: Final = (
    Door("code", 50, 10, "A return code is looked up. Guessing is hopeless at any speed; this is for the processor."),
    Door("begin", 60, 5, "A half-done report begins: a key is made, two rows are written and kept for 20 minutes."),
    Door("send", 40, 3, "A report is sent: a dozen rows, and people who must read it. Half of what two cores can take."),
    Door("file", 30, 1, "A file is taken: it is checked, cleaned, scanned and stored."),
)  # fmt: skip

#: Reports an hour that one process takes without a mark. In England and Wales about 16 are filed an hour in all; a
#: report above this is taken like any other and carries the signal, so that a flood can be looked at as one.
USUAL_AN_HOUR: Final = Door("hour", 200, 200 / 3600, "More in an hour than all forces of the country get together.")

#: Seconds somebody without scripts waits for a turn: at least, so that coming back is worth it; at most, because
#: longer is a refusal by another name.
SHORTEST, LONGEST = 5, 60


class Counter:
    """A bucket that fills by itself. Below empty stand those who wait; never further than the longest wait."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self._lock = Lock()
        self.reset()

    def reset(self) -> None:
        self._level, self._at = self._at_once, time.monotonic()

    def pass_through(self) -> bool:
        """Take a place if there is one."""
        with self._lock:
            self._fill()
            if self._level < 1:
                return False
            self._level -= 1
            return True

    def stand_in_line(self) -> int:
        """Take the next place that will come; in how many seconds."""
        with self._lock:
            self._fill()
            self._level = max(self._level - 1, -self._a_second * LONGEST)
            return min(LONGEST, max(SHORTEST, round(-self._level / self._a_second)))

    def pressure(self) -> float:
        """0: nobody waits. 1: the line is as long as it gets."""
        with self._lock:
            self._fill()
            return min(1.0, max(0.0, -self._level / (self._a_second * LONGEST)))

    def _fill(self) -> None:
        now = time.monotonic()
        self._level = min(self._at_once, self._level + (now - self._at) * self._a_second)
        self._at = now

    @property
    def _at_once(self) -> float:
        return float(self.door.at_once * settings.CROWD_FACTOR)

    @property
    def _a_second(self) -> float:
        return float(self.door.a_second * settings.CROWD_FACTOR)


COUNTERS: Final = {door.code: Counter(door) for door in (*DOORS, USUAL_AN_HOUR)}


def more_than_usual() -> bool:
    """Count a report; whether this hour has seen more than any honest hour would."""
    return not COUNTERS[USUAL_AN_HOUR.code].pass_through()


def forget() -> None:
    """Every door open again; for tests."""
    for counter in COUNTERS.values():
        counter.reset()
