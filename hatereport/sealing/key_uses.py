"""Who still needs a version of a key: asked before it is retired.

An app that stores what only one version can look up says in its own `key_uses.py` how much of it there is, and, where the
value behind a fingerprint is held, how to make it anew under the newest:

    @key_use("pepper")
    def return_codes(version: int) -> int: ...

    @key_renewal("links between reports")
    def links(batch: int) -> Iterator[int]: ...  # rows of each batch, each batch its own transaction

Envelopes are counted here. A kind of which nobody says how it is used cannot be retired.
"""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from django.utils.module_loading import autodiscover_modules

from hatereport.sealing.models import Envelope

CountUses: TypeAlias = Callable[[int], int]
Renew: TypeAlias = Callable[[int], Iterator[int]]

KEY_USES: dict[str, list[CountUses]] = {}
KEY_RENEWALS: dict[str, Renew] = {}


def key_use(kind: str) -> Callable[[CountUses], CountUses]:
    """Register a function that counts rows which need a version of this kind of key."""

    def register(count: CountUses) -> CountUses:
        KEY_USES.setdefault(kind, []).append(count)
        return count

    return register


def key_renewal(what: str) -> Callable[[Renew], Renew]:
    """Register how something is made anew under the newest key; `what` is how the command calls it."""

    def register(renew: Renew) -> Renew:
        KEY_RENEWALS[what] = renew
        return renew

    return register


def renewals() -> dict[str, Renew]:
    """What can be made anew, by what it is called."""
    autodiscover_modules("key_uses")
    return KEY_RENEWALS


def uses(kind: str, version: int) -> int | None:
    """How many rows need this version; None when nobody can tell."""
    autodiscover_modules("key_uses")
    counts = KEY_USES.get(kind)
    return None if not counts else sum(count(version) for count in counts)


@key_use("sealing")
def _open_envelopes(version: int) -> int:
    return Envelope.objects.filter(kek_id=version).exclude(wrapped_dek=None).count()
