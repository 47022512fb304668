"""What the form noticed while a report was sent, in words: a hint for whoever reads it, and never a reason for anything."""

from collections.abc import Iterable

SIGNALS = {
    "too_fast": "sent faster than most people read",
    "honeypot": "a field was filled in that nobody can see",
    "flood": "one of very many in that hour",
}


def said(codes: Iterable[str]) -> list[str]:
    return [SIGNALS[code] for code in SIGNALS if code in set(codes)]
