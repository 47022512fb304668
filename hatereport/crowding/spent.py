"""What has been used for a turn, so that it is not used for a second one.

Kept by this process alone until it would run out anyway. With several processes a ticket is good for one turn in each,
which helps nobody who does not wait as long as everybody else.
"""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

from hatereport import clock

#: How long a ticket or a piece of work is good for: longer than a half-done report lives.
GOOD_FOR = timedelta(hours=1)
#: More than every door lets through in an hour.
MOST = 100_000

_spent: OrderedDict[str, datetime] = OrderedDict()
_lock = Lock()


def spend(mark: str) -> bool:
    """Use it up; False if it was used before."""
    now = clock.now()
    with _lock:
        while _spent and (len(_spent) >= MOST or next(iter(_spent.values())) < now - GOOD_FOR):
            _spent.popitem(last=False)
        if mark in _spent:
            return False
        _spent[mark] = now
        return True
