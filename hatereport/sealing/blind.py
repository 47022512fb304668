"""Fingerprints under keys outside the database: equal values can be found again, and values cannot be guessed from them.

`blind_key` is 64 bits for the table of links (what leaks is that two reports share a value; the threat model says so).
The digests are 256 bits for secrets a person holds: return codes, their PINs and the tokens of cookies. Normalising a
value (a telephone number, a name) is the caller's work; two spellings give two fingerprints.
"""

import hashlib
import hmac

from hatereport.sealing.keys import keyring

_VERSION_BYTES = 2


def blind_key(kind: str, normalised_value: str, version: int | None = None) -> int:
    """A signed 64-bit fingerprint, by the newest key unless a version is named. Raises KeyMissing."""
    ring = keyring("blind")
    key = ring.derived(kind, ring.newest if version is None else version)
    return int.from_bytes(_hmac(key, normalised_value)[:8], "big", signed=True)


def blind_keys(kind: str, normalised_value: str) -> list[int]:
    """The fingerprints by every key, newest first: to look a value up while keys change."""
    return [blind_key(kind, normalised_value, version) for version in keyring("blind").versions()]


def return_code_digests(code: str) -> list[tuple[int, bytes]]:
    """(pepper version, digest) of a normalised return code, newest first: store the first, look up by all."""
    return _digests("return code", code)


def pin_digest(code: str, pin: str, version: int | None = None) -> bytes:
    """The fingerprint of a PIN, by the pepper of its code (the newest unless named): the same PIN looks different with
    every code. Raises KeyMissing.
    """
    ring = keyring("pepper")
    return _hmac(ring.derived("pin", ring.newest if version is None else version), f"{code}:{pin}")


def token_digests(token: str) -> list[tuple[int, bytes]]:
    """(pepper version, digest) of a token kept in a cookie, newest first: store the first, look up by all.

    The digest begins with its version, so that whoever holds no token can count what a pepper is still needed for.
    """
    return [(version, _beginning(version) + digest[:-_VERSION_BYTES]) for version, digest in _digests("token", token)]


def token_digests_of(version: int) -> tuple[bytes, bytes]:
    """From and up to, but without: between them lie all digests of tokens under this pepper."""
    return _beginning(version), _beginning(version + 1)


def _beginning(version: int) -> bytes:
    return version.to_bytes(_VERSION_BYTES, "big")


def _digests(kind: str, secret: str) -> list[tuple[int, bytes]]:
    ring = keyring("pepper")
    return [(version, _hmac(ring.derived(kind, version), secret)) for version in ring.versions()]


def _hmac(key: bytes, value: str) -> bytes:
    return hmac.digest(key, value.encode(), hashlib.sha256)
