"""Who answers to which topic: one function for each, registered in its app's tasks.py.

A consumer gets the notice, runs inside a transaction, and may run again: it asks the database what is true.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:  # a type only: this module is imported before Django's models may be
    from hatereport.outbox.models import Notice

Consumer: TypeAlias = "Callable[[Notice], None]"

CONSUMERS: dict[str, Consumer] = {}


class TopicTaken(RuntimeError):
    """Two functions answer to one topic: what must follow together belongs in one of them."""


class NobodyAnswers(LookupError):
    """No app has a consumer for this topic."""


def consumer(topic: str) -> Callable[[Consumer], Consumer]:
    """Register the decorated function for a topic. Raises TopicTaken."""

    def register(function: Consumer) -> Consumer:
        if topic in CONSUMERS:
            raise TopicTaken(f"'{topic}': {TopicTaken.__doc__}")
        CONSUMERS[topic] = function
        return function

    return register


def consumer_of(topic: str) -> Consumer:
    """The function that answers to a topic. Raises NobodyAnswers."""
    try:
        return CONSUMERS[topic]
    except KeyError:
        raise NobodyAnswers(NobodyAnswers.__doc__) from None
