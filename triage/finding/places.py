"""Reading a long list from a place in it: never counted, never skipped over.

An order is the fields of an index, the key last. A place is the values of one row in it, and goes through addresses as
text; it is good also when that row has moved on since, or left the list.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from triage.models import Case

Value = int | dt.datetime | uuid.UUID
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
#: More symbols than the longest number that any column holds.
_LONGEST = 20


class NotAPlace(ValueError):
    """The page asked for does not exist; begin at the first."""


@dataclass(frozen=True)
class Order:
    """`fields` as order_by() takes them."""

    fields: tuple[str, ...]

    @property
    def reversed(self) -> Order:
        """The same list from its end."""
        return Order(tuple(name[1:] if name.startswith("-") else f"-{name}" for name in self.fields))

    def place_of(self, case: Case) -> Place:
        return Place(self, tuple(getattr(case, name.lstrip("-")) for name in self.fields))

    def read(self, text: str) -> Place:
        """Raises NotAPlace."""
        parts = text.split(".")
        if len(parts) != len(self.fields):
            raise NotAPlace(NotAPlace.__doc__)
        return Place(self, tuple(_read(name, part) for name, part in zip(self.fields, parts, strict=True)))


@dataclass(frozen=True)
class Place:
    order: Order
    values: tuple[Value, ...]

    def __str__(self) -> str:
        return ".".join(_said(value) for value in self.values)

    @property
    def key(self) -> str:
        """Of the row that stood there."""
        return str(self.values[-1])

    def beyond(self) -> Q:
        """Rows behind this one in its order; the first half lets an index begin at the right place."""
        names = [name.lstrip("-") for name in self.order.fields]
        rows: list[Q] = []
        same = Q()
        for name, field, value in zip(names, self.order.fields, self.values, strict=True):
            rows.append(same & Q(**{f"{name}__{_further(field)}": value}))
            same &= Q(**{name: value})
        first = self.order.fields[0]
        return Q(**{f"{names[0]}__{_further(first)}e": self.values[0]}) & reduce(or_, rows)

    def before(self) -> Q:
        """Rows in front of it, to be read in the reversed order."""
        return Place(self.order.reversed, self.values).beyond()


def _further(field: str) -> str:
    return "lt" if field.startswith("-") else "gt"


def _said(value: Value) -> str:
    if isinstance(value, dt.datetime):
        return str((value - _EPOCH) // _MICROSECOND)
    return value.hex if isinstance(value, uuid.UUID) else str(value)


def _read(name: str, text: str) -> Value:
    kind: Any = type(Case._meta.get_field(name.lstrip("-"))).__name__
    try:
        if kind == "UUIDField":
            return uuid.UUID(text)
        if len(text) > _LONGEST:
            raise NotAPlace(NotAPlace.__doc__)
        if kind == "DateTimeField":
            return _EPOCH + dt.timedelta(microseconds=int(text))
        number = int(text)
    except (ValueError, OverflowError):
        raise NotAPlace(NotAPlace.__doc__) from None
    if not -32768 <= number <= 32767:
        raise NotAPlace(NotAPlace.__doc__)
    return number
