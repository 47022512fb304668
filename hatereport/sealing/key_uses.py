"""Who still needs a version of a key: asked before it is retired.

An app that stores what only one version can look up says how much of it there is:

    @key_use("pepper")
    def return_codes(version: int) -> int: ...

Envelopes are counted here. A kind of which nobody says how it is used cannot be retired.
"""

from collections.abc import Callable
from typing import TypeAlias

from hatereport.sealing.models import Envelope

CountUses: TypeAlias = Callable[[int], int]

KEY_USES: dict[str, list[CountUses]] = {}


def key_use(kind: str) -> Callable[[CountUses], CountUses]:
    """Register a function that counts rows which need a version of this kind of key."""

    def register(count: CountUses) -> CountUses:
        KEY_USES.setdefault(kind, []).append(count)
        return count

    return register


def uses(kind: str, version: int) -> int | None:
    """How many rows need this version; None when nobody can tell."""
    counts = KEY_USES.get(kind)
    return None if not counts else sum(count(version) for count in counts)


@key_use("sealing")
def _open_envelopes(version: int) -> int:
    return Envelope.objects.filter(kek_id=version).exclude(wrapped_dek=None).count()
