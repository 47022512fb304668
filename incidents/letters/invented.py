"""A letter to nobody, to look at: each template with invented facts and as much in it as it can hold."""

import datetime as dt
from typing import Any

from incidents.letters.filling import fill
from incidents.letters.writing import ASK_FOR, Sheet, Written

_THE_DAY = dt.date(2026, 3, 2)
_GIVEN: dict[str, Any] = {
    "name": "Sam Example",
    "reference": "HR-0000-0000",
    "made_on": _THE_DAY,
    "ask_for": ASK_FOR["officer"],
    "by_post": True,
    "holds_code": True,
    "support": [("Victim Support", "08 08 16 89 111"), ("Samaritans", "116 123")],
    "complaints_phone": "101",
    "complaints_url": "https://complaints.example",
    "is_crime": True,
    "crime_reference": "26A/00000/26",
    "happened": "…",
    "then": "…",
    "then_by": dt.date(2026, 3, 30),
    "words": "Here stand the words of the officer.",
    "words_in_english": True,
    "can_review": True,
    "review_by": dt.date(2026, 6, 2),
    "decide_by": dt.date(2026, 4, 15),
    "hearing_on": dt.date(2026, 5, 18),
    "stands": True,
}


def invented(kind: str, language: str, **other: Any) -> Written:
    """The letter by post to Sam Example; `other` facts in place of some."""
    sheet = Sheet(language, fill(kind, language, _GIVEN | other))
    to = ("Sam Example", "1 Example Street", "Example Town", "EX1 1EX")
    return Written(kind, language, "letter", "Report and support", to, (sheet,))
