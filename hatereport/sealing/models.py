"""Envelopes: the key of everything that is shredded together, itself wrapped under a key from the settings.

A report has one for its content, one for each person's contact details, one for the suspect: each can be destroyed
without the others. Also here: the check rows by which wrong keys are noticed at start (key_checks.py reads them).
"""

import os
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models
from django.utils.functional import cached_property

from hatereport import clock
from hatereport.ids import uuid7
from hatereport.sealing.cipher import NONCE, SealBroken
from hatereport.sealing.keys import KEY_BYTES, keyring


class Purpose(models.TextChoices):
    CONTENT = "content"
    CONTACT = "contact"
    SUBJECT = "subject"
    STAFF = "staff"
    DRAFT = "draft"


class EnvelopeManager(models.Manager["Envelope"]):
    def open(self, force: str, purpose: str) -> "Envelope":
        """A new saved envelope: one INSERT."""
        envelope = Envelope.fresh(force, purpose)
        envelope.save(force_insert=True)
        return envelope


class Envelope(models.Model):
    """One data key. `force` and `purpose` are bound into the wrapping and can never change."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    force = models.CharField(max_length=40, blank=True, help_text="Code of the force, or nothing.")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    kek_id = models.SmallIntegerField(help_text="Version of SEALING_KEYS that wraps the key.")
    wrapped_dek = models.BinaryField(null=True, help_text="Empty: shredded, and what it sealed is gone for good.")
    shredded_at = models.DateTimeField(null=True, blank=True)

    objects = EnvelopeManager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(wrapped_dek=None) ^ models.Q(shredded_at=None), name="envelope_is_open_or_shredded"
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} envelope {self.id}"

    @classmethod
    def fresh(cls, force: str, purpose: str) -> "Envelope":
        """A new unsaved envelope with its key, for bulk_create."""
        envelope = cls(force=force, purpose=Purpose(purpose).value, kek_id=keyring("sealing").newest)
        envelope._wrap(os.urandom(KEY_BYTES))
        return envelope

    @property
    def is_shredded(self) -> bool:
        """Whether what it sealed is gone for good: a page says so, lest a gap look like nothing said."""
        return self.wrapped_dek is None

    @cached_property
    def cipher(self) -> AESGCM | None:
        """Seals and opens the fields of this envelope; None when shredded. Lives as long as this instance only."""
        dek = self.unwrapped()
        return None if dek is None else AESGCM(dek)

    def unwrapped(self) -> bytes | None:
        """The data key, or None when shredded. Raises SealBroken and KeyMissing."""
        if self.wrapped_dek is None:
            return None
        wrapped = bytes(self.wrapped_dek)
        try:
            return _kek(self.purpose, self.kek_id).decrypt(wrapped[:NONCE], wrapped[NONCE:], self._binding())
        except InvalidTag:
            raise SealBroken("The envelope was altered, or SEALING_KEYS holds another key of this version.") from None

    def rewrap(self) -> None:
        """Wrap the same data key under the newest key; the caller saves."""
        dek = self.unwrapped()
        if dek is not None:
            self.kek_id = keyring("sealing").newest
            self._wrap(dek)

    def shred(self) -> None:
        """Destroy the key, and with it everything sealed under it. The caller writes the audit entry."""
        self.wrapped_dek, self.shredded_at = None, clock.now()
        self.__dict__.pop("cipher", None)
        self.save(update_fields=["wrapped_dek", "shredded_at"])

    def __getstate__(self) -> dict[str, Any]:
        """A copy made for a cache or another process must not carry the open key."""
        return {name: value for name, value in super().__getstate__().items() if name != "cipher"}

    def _wrap(self, dek: bytes) -> None:
        nonce = os.urandom(NONCE)
        self.wrapped_dek = nonce + _kek(self.purpose, self.kek_id).encrypt(nonce, dek, self._binding())

    def _binding(self) -> bytes:
        return f"{UUID(str(self.id))}|{self.force}|{self.purpose}".encode()


class KeyCheck(models.Model):
    """One version of one key, as it was when first used: a fingerprint, from which the key cannot be had."""

    kind = models.CharField(max_length=8)
    version = models.SmallIntegerField()
    fingerprint = models.BinaryField(max_length=32)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "version"), name="one_check_row_a_key_version"),)

    def __str__(self) -> str:
        return f"{self.kind} key, version {self.version}"


def _kek(purpose: str, version: int) -> AESGCM:
    return AESGCM(keyring("sealing").derived(f"kek|{purpose}", version))
