"""Which translations a native speaker has read. Until then the English stands beside the gravest words (practice.md 23).

A row of LanguageReview is the review; the back office writes it (admin.py).
"""

import time

from django.db import DatabaseError
from django.utils.translation import get_language

from hatereport.languages.table import SOURCE
from incidents.models import LanguageReview

#: Seconds. Every page in another language asks; the database is asked once a minute.
KEPT = 60.0

_kept: tuple[float, frozenset[str]] | None = None


def english_beside() -> bool:
    """Whether the language of this page waits for its review."""
    language = get_language() or SOURCE.code
    return language != SOURCE.code and language not in reviewed()


def reviewed() -> frozenset[str]:
    """The codes of the languages that were read. None while the database is away: English beside harms nobody."""
    global _kept
    if _kept and time.monotonic() - _kept[0] < KEPT:
        return _kept[1]
    try:
        found = frozenset(LanguageReview.objects.values_list("language", flat=True))
    except DatabaseError:
        return frozenset()
    _kept = (time.monotonic(), found)
    return found


def forget() -> None:
    """Ask anew at the next page: called where a review is written."""
    global _kept
    _kept = None
