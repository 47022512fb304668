"""Sessions are sealed too: Django signs what it stores in the session table, and leaves it readable.

Named in SESSION_SERIALIZER. A session sealed under a key that is gone is an empty session: the person signs in again.
"""

import json
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hatereport.sealing.cipher import SealBroken, seal, unseal
from hatereport.sealing.keys import keyring

_PLACE = b"session"
_VERSION = 2


class SealedSerializer:
    """Two bytes of key version, then sealed JSON."""

    def dumps(self, session: dict[str, Any]) -> bytes:
        version = keyring("sealing").newest
        plain = json.dumps(session, separators=(",", ":")).encode()
        return version.to_bytes(_VERSION, "big") + seal(_cipher(version), plain, _PLACE)

    def loads(self, stored: bytes) -> dict[str, Any]:
        if len(stored) < _VERSION:
            raise SealBroken("This session was not sealed by this service.")
        version = int.from_bytes(stored[:_VERSION], "big")
        session: dict[str, Any] = json.loads(unseal(_cipher(version), stored[_VERSION:], _PLACE))
        return session


def _cipher(version: int) -> AESGCM:
    return AESGCM(keyring("sealing").derived("session", version))
