"""When too many come at once: who goes on, who waits a moment. Nobody is refused and nobody's address is looked at.

The work behind a few doors of the public pages costs more than drawing a page. Each door lets through so many a second,
counted for this process as a whole (doors.py). Above that a browser with scripts does some arithmetic for its turn
(work.py), and one without waits some seconds with a ticket (tickets.py); what was typed stays on the page meanwhile
(waiting.py). All of it is in the memory of one process: neither PostgreSQL nor Valkey is asked.

What is *not* here: danger. Whoever says that somebody is in danger is never asked to wait; the views see to that.
"""

from hatereport.crowding.doors import more_than_usual
from hatereport.crowding.waiting import Wait, hold, read_for, wait_at

__all__ = ["Wait", "hold", "more_than_usual", "read_for", "wait_at"]
