"""Dates and times as the language of the page writes them. Times by the clock of 24 hours: no words for morning needed."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.translation import get_language

from hatereport.languages.table import BY_CODE, SOURCE


def day(when: date) -> str:
    """21 November 2026."""
    language = BY_CODE.get(get_language() or "", SOURCE)
    said = written(when, language.day)
    return said.lower() if language.small_months else said


def moment(when: datetime) -> str:
    """21 November 2026, 14:05, in the time of the country if `when` knows its zone."""
    there = timezone.localtime(when) if timezone.is_aware(when) else when
    language = BY_CODE.get(get_language() or "", SOURCE)
    return f"{day(there)}{'،' if language.right_to_left else ','} {there:%H:%M}"
