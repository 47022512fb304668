"""Sealed by default: what people wrote, and who they are, encrypted before it reaches the database.

A dump, a replica, a backup or an injected SELECT shows codes, dates and ids, and no word of a report. A live
application server that is taken over does show them: sealing ends where the keys are. Models declare a BinaryField and
a `Sealed` descriptor over it (fields.py); keys come from the settings (keys.py); one envelope holds the key of what is
shredded together (models.py); blind.py makes the fingerprints by which sealed values are found again.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hatereport.sealing.blind import (
    blind_key,
    blind_keys,
    pin_digest,
    return_code_digests,
    token_digests,
    token_digests_of,
)
from hatereport.sealing.fields import Sealed, SealedJSON

if TYPE_CHECKING:  # hides no ring: Django imports this package before its models may be, so they follow on first use
    from hatereport.sealing.key_checks import refuse_wrong_keys
    from hatereport.sealing.key_uses import key_renewal, key_use
    from hatereport.sealing.models import Envelope

__all__ = [
    "Envelope",
    "Sealed",
    "SealedJSON",
    "blind_key",
    "blind_keys",
    "key_renewal",
    "key_use",
    "pin_digest",
    "refuse_wrong_keys",
    "return_code_digests",
    "token_digests",
    "token_digests_of",
]

_ON_FIRST_USE = {
    "Envelope": "models",
    "key_renewal": "key_uses",
    "key_use": "key_uses",
    "refuse_wrong_keys": "key_checks",
}


def __getattr__(name: str) -> Any:
    if name in _ON_FIRST_USE:
        return getattr(import_module(f"{__name__}.{_ON_FIRST_USE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
