"""What must still happen, written in the transaction of what has happened.

`add()` leaves a row, `@consumer(topic)` in an app's tasks.py does the work. A Celery message after the commit makes it
quick; a sweep every few seconds makes it certain. A row stays until its consumer has finished, and is shown to people
when it fails for good.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hatereport.outbox.consumers import TopicTaken, consumer

if TYPE_CHECKING:  # hides no ring: Django imports this package before its models may be, so they follow on first use
    from hatereport.outbox.delivery import deliver, sweep
    from hatereport.outbox.models import Notice
    from hatereport.outbox.notices import OutsideTransaction, add, add_for_later, dead_letters, revive

__all__ = [
    "Notice",
    "OutsideTransaction",
    "TopicTaken",
    "add",
    "add_for_later",
    "consumer",
    "dead_letters",
    "deliver",
    "revive",
    "sweep",
]

_ON_FIRST_USE = {
    "Notice": "models",
    "OutsideTransaction": "notices",
    "add": "notices",
    "add_for_later": "notices",
    "dead_letters": "notices",
    "deliver": "delivery",
    "revive": "notices",
    "sweep": "delivery",
}


def __getattr__(name: str) -> Any:
    if name in _ON_FIRST_USE:
        return getattr(import_module(f"{__name__}.{_ON_FIRST_USE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
