"""The keys, parsed from the settings and nowhere stored.

A setting reads `2:base64,1:base64`: the highest version writes, all of them read (AUDIT_KEY is a single one). Four
kinds, so that one can be lost, changed or handed to an auditor without the others. What is used for a purpose is
derived from a key (HKDF), never the key itself. Which versions must be there is key_checks.py's business.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES = 32
HIGHEST_VERSION = 2**15 - 1


@dataclass(frozen=True)
class KeyKind:
    """A kind of key: the setting it is read from, and what is lost without it."""

    code: str
    setting: str
    why: str
    versioned: bool = True


KEY_KINDS: tuple[KeyKind, ...] = (
    KeyKind("sealing", "SEALING_KEYS", "Wraps the keys of envelopes. Lost: every sealed word is lost with it."),
    KeyKind("blind", "BLIND_KEYS", "Fingerprints of values to look up. Lost: earlier reports are no longer linked."),
    KeyKind("pepper", "PEPPERS", "Fingerprints of return codes. Lost: no reporter can come back with a code."),
    KeyKind(
        "audit", "AUDIT_KEY", "Chains the log. Lost: the log can be read, and no longer be proved.", versioned=False
    ),
)
_KINDS = {kind.code: kind for kind in KEY_KINDS}


class KeysUnreadable(ValueError):
    """A key setting is missing or is not `version:base64` of 32 bytes, separated by commas."""


class KeyMissing(LookupError):
    """Something stored asks for a key version that the settings do not hold."""


@dataclass(frozen=True)
class Keyring:
    """All versions of one kind of key."""

    kind: str
    keys: Mapping[int, bytes]

    @property
    def newest(self) -> int:
        return max(self.keys)

    def versions(self) -> list[int]:
        """Newest first."""
        return sorted(self.keys, reverse=True)

    def derived(self, purpose: str, version: int) -> bytes:
        """The key for one purpose. Raises KeyMissing."""
        try:
            key = self.keys[version]
        except KeyError:
            raise KeyMissing(f"{_KINDS[self.kind].setting} holds no version {version}.") from None
        return _derived(key, f"hatereport|{self.kind}|{purpose}".encode())


def keyring(kind: str) -> Keyring:
    """The keys of one of KEY_KINDS. Raises KeysUnreadable, naming the setting and never its value."""
    return _parsed(_KINDS[kind], getattr(settings, _KINDS[kind].setting, ""))


@lru_cache(maxsize=32)
def _parsed(kind: KeyKind, text: str) -> Keyring:
    setting, keys = kind.setting, dict[int, bytes]()
    for part in filter(None, (part.strip() for part in text.split(","))):
        number, colon, encoded = part.rpartition(":")
        try:
            version = int(number) if colon else 1
            key = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            raise KeysUnreadable(f"{setting} cannot be read: write version:base64, separated by commas.") from None
        if len(key) != KEY_BYTES or not 1 <= version <= HIGHEST_VERSION or version in keys:
            raise KeysUnreadable(f"{setting} must hold keys of {KEY_BYTES} bytes, each version once.")
        keys[version] = key
    if not keys:
        raise KeysUnreadable(f"{setting} is not set.")
    if not kind.versioned and len(keys) > 1:
        raise KeysUnreadable(f"{setting} is one key: what it proved could not be proved by another.")
    return Keyring(kind.code, keys)


@lru_cache(maxsize=256)
def _derived(key: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(key)
