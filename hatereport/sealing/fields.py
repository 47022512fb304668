"""Sealed values on a model: a descriptor over a BinaryField, opened each time it is read.

    narrative_sealed = models.BinaryField(null=True)
    narrative = Sealed("narrative_sealed", envelope="content")

A descriptor and not a field class, because only the instance knows its row's id, and the id is part of what the
ciphertext is bound to: table, column and row. So the row must have its id (a UUID made in Python) and its envelope when
a value is set. Reading gives None where nothing was sealed or the envelope was shredded. Nothing opened is kept:
changing a list or dict that was read changes nothing until it is set again.
"""

import json
from abc import ABC, abstractmethod
from typing import Any, Generic, Protocol, Self, TypeVar, overload
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from hatereport.sealing.cipher import seal, unseal

Value = TypeVar("Value")


class SealingRefused(Exception):
    """A value cannot be sealed: the row has no UUID yet, or no open envelope."""


class _Envelope(Protocol):
    @property
    def cipher(self) -> AESGCM | None: ...


class _SealedValue(property, ABC, Generic[Value]):
    """A property as far as Django is concerned, so that Model(narrative=...) works whatever the order of the names."""

    def __init__(self, column: str, *, envelope: str) -> None:
        super().__init__()
        self.column = column
        self.envelope = envelope

    @overload
    def __get__(self, row: None, owner: type[Any] | None = None) -> Self: ...
    @overload
    def __get__(self, row: models.Model, owner: type[Any] | None = None) -> Value | None: ...
    def __get__(self, row: models.Model | None, owner: type[Any] | None = None) -> "Self | Value | None":
        if row is None:
            return self
        sealed = getattr(row, self.column)
        if sealed is None:
            return None
        envelope: _Envelope = getattr(row, self.envelope)
        if envelope.cipher is None:
            return None
        return self._decoded(unseal(envelope.cipher, bytes(sealed), self._place(row)))

    def __set__(self, row: models.Model, value: Value | None) -> None:
        if value is None:
            setattr(row, self.column, None)
            return
        envelope: _Envelope | None = getattr(row, self.envelope, None)
        if envelope is None or envelope.cipher is None:
            raise SealingRefused(f"{type(row).__name__}.{self.envelope} must be an open envelope before sealing.")
        setattr(row, self.column, seal(envelope.cipher, self._encoded(value), self._place(row)))

    def _place(self, row: models.Model) -> bytes:
        if not isinstance(row.pk, UUID):
            raise SealingRefused(f"{type(row).__name__} must have its UUID before a value is sealed for it.")
        return f"{row._meta.db_table}|{self.column}|{row.pk}".encode()

    @abstractmethod
    def _encoded(self, value: Value) -> bytes: ...

    @abstractmethod
    def _decoded(self, plain: bytes) -> Value: ...


class Sealed(_SealedValue[str]):
    """Sealed text."""

    def _encoded(self, value: str) -> bytes:
        return value.encode()

    def _decoded(self, plain: bytes) -> str:
        return plain.decode()


class SealedJSON(_SealedValue[Any]):
    """Anything JSON can say; dates go in as ISO strings, made by whoever knows what they mean."""

    def _encoded(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()

    def _decoded(self, plain: bytes) -> Any:
        return json.loads(plain)
