"""A date asked as day, month and year: no calendar to steer, nothing to guess about the order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

PARTS = ("day", "month", "year")

#: January to December in English, next to the language of the page: people write what they are used to.
ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DateParts(forms.Widget):
    """Three text boxes, posted as name_day, name_month and name_year."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        return [str(data.get(f"{name}_{part}") or "").strip() for part in PARTS]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}_{part}" in data for part in PARTS)

    def parts(self, value: Any) -> list[str]:
        """What stands in the three boxes for a date, a stored ISO date, or what was typed."""
        return _boxes(value)


class DatePartsField(forms.Field):
    """A date out of its parts. `not_after` and `not_before` are asked at the time of the answer."""

    widget = DateParts
    default_error_messages = {
        "required": _("Write the day, month and year"),
        "incomplete": _("Write the day, month and year. You can leave all three empty if you are not sure"),
        "incomplete_required": _("Write the day, month and year"),
        "invalid": _("Write a real date, for example 27 3 2026"),
        "future": _("Write a date that is today or in the past"),
        "past": _("Write a later date"),
    }

    def __init__(
        self,
        *,
        not_after: Callable[[], date] | None = None,
        not_before: Callable[[], date] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.not_after = not_after
        self.not_before = not_before

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        if not any(value):
            return None
        if not all(value):
            raise self._error("incomplete_required" if self.required else "incomplete")
        day, month, year = value
        try:
            return date(_year(year), _month(month), _number(day))
        except ValueError:
            raise self._error("invalid") from None

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and self.not_after and value > self.not_after():
            raise self._error("future")
        if value and self.not_before and value < self.not_before():
            raise self._error("past")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _boxes(initial) != _boxes(data)

    def _error(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


def first_wrong_part(typed: list[str]) -> str:
    """The box the person should be taken to: the first that is empty or cannot be right."""
    for part, text in zip(PARTS, typed, strict=True):
        try:
            number = READ[part](text)
        except ValueError:
            return part
        if not 1 <= number <= LARGEST[part]:
            return part
    return PARTS[0]


def _boxes(value: Any) -> list[str]:
    if isinstance(value, str):
        value = date.fromisoformat(value) if value else None
    if isinstance(value, date):
        return [str(value.day), str(value.month), str(value.year)]
    return list(value) if value else ["", "", ""]


def _number(text: str) -> int:
    # A year of many digits is an answer of nobody, and int() of very many digits is slow.
    if len(text) > 4:
        raise ValueError(text)
    return int(text)


def _year(text: str) -> int:
    year = _number(text)
    # "26" may be 1926 or 2026: we ask, we do not guess.
    if year < 1000:
        raise ValueError(text)
    return year


def _month(text: str) -> int:
    written = text.casefold().rstrip(".")
    if written[:3] in ENGLISH_MONTHS and written.isalpha():
        return ENGLISH_MONTHS.index(written[:3]) + 1
    for number, name in MONTHS.items():
        if written == str(name).casefold():
            return number
    return _number(text)


READ: dict[str, Callable[[str], int]] = {"day": _number, "month": _month, "year": _year}
LARGEST = {"day": 31, "month": 12, "year": 9999}
