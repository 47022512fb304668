"""The one cipher: AES-256-GCM, random nonce, bound to a place, padded so that length tells little.

Sealed bytes are: format (1) | nonce (12) | ciphertext and tag. The plaintext is filled up to whole blocks of 256 bytes
with a one bit and zeros (ISO/IEC 7816-4), so that "no" and a sentence look alike. Nothing is compressed: compression
would bring the length back.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = b"\x01"
NONCE = 12
BLOCK = 256
_END = b"\x80"
_SHORTEST = len(FORMAT) + NONCE + BLOCK + 16


class SealBroken(Exception):
    """Sealed bytes do not open: altered, moved to another row or column, or sealed under another key."""


def seal(cipher: AESGCM, plain: bytes, place: bytes) -> bytes:
    """Encrypt for exactly this place."""
    nonce = os.urandom(NONCE)
    return FORMAT + nonce + cipher.encrypt(nonce, pad(plain), FORMAT + place)


def unseal(cipher: AESGCM, sealed: bytes, place: bytes) -> bytes:
    """What was sealed for this place. Raises SealBroken."""
    if len(sealed) < _SHORTEST or sealed[:1] != FORMAT:
        raise SealBroken("These bytes were not sealed by this service.")
    try:
        padded = cipher.decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], FORMAT + place)
    except InvalidTag:
        raise SealBroken("These bytes were altered, moved, or sealed under another key.") from None
    return unpad(padded)


def pad(plain: bytes) -> bytes:
    """Fill up to whole blocks; at least one byte is added."""
    return plain + _END + bytes(-(len(plain) + 1) % BLOCK)


def unpad(padded: bytes) -> bytes:
    """Take the filling off again. Raises SealBroken."""
    plain = padded.rstrip(b"\x00")
    if plain[-1:] != _END:
        raise SealBroken("The filling after the sealed text is not ours.")
    return plain[:-1]
