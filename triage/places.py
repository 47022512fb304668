"""Reading a long list from a place in it: never counted, never skipped over.

An order is the fields of an index, the key last, and how each is read out of an address. A place is the values of one row in
it, and goes through addresses as text; it is good also when that row has moved on since, or left the list.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

Value = int | str | dt.date | dt.datetime | uuid.UUID
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
#: No value is said in more symbols than a key with its dashes.
_LONGEST = 36


def small(text: str) -> int:
    return _number(text, 2**15)


def large(text: str) -> int:
    return _number(text, 2**63)


def day(text: str) -> dt.date:
    return dt.date.fromordinal(int(text))


def moment(text: str) -> dt.datetime:
    return _EPOCH + int(text) * _MICROSECOND


def key(text: str) -> uuid.UUID:
    return uuid.UUID(text)


@dataclass(frozen=True)
class Order:
    """`fields` as order_by() takes them; `reads` turns the text of each into its value."""

    fields: tuple[str, ...]
    reads: tuple[Callable[[str], Value], ...]

    @property
    def reversed(self) -> Order:
        """The same list from its end."""
        turned = tuple(name[1:] if name.startswith("-") else f"-{name}" for name in self.fields)
        return Order(turned, self.reads)

    def place_of(self, row: Any) -> Place:
        return Place(self, tuple(getattr(row, name.lstrip("-")) for name in self.fields))

    def read(self, text: str) -> Place | None:
        """None where the text is no place of this order: the list begins at its first row."""
        parts = text.split(".")
        if len(parts) != len(self.fields) or any(len(part) > _LONGEST for part in parts):
            return None
        try:
            return Place(self, tuple(read(part) for read, part in zip(self.reads, parts, strict=True)))
        except (ValueError, OverflowError):
            return None


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
    if isinstance(value, dt.date):
        return str(value.toordinal())
    return value.hex if isinstance(value, uuid.UUID) else str(value)


def _number(text: str, limit: int) -> int:
    """As far as its column goes."""
    number = int(text)
    if not -limit <= number < limit:
        raise ValueError
    return number
