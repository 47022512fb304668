"""The shape of a story: what somebody reports, in their own words, and who then does what, and when.

A story is data. telling.py lets it happen, through the same acts as the pages; what an act asks and a story does not
say comes from usual.py.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from hatereport.working_time import LONDON
from incidents.questions import Answers

#: From the moment the demo is loaded to the moment something happened.
Moment = Callable[[datetime], datetime]

_PIECE = re.compile(r"(\d+)(d|h|m)")
_UNIT = {"d": "days", "h": "hours", "m": "minutes"}


class StoryNotPossible(Exception):
    """A story cannot be told as it is written; the message names the story and the step."""


def ago(how_long: str) -> Moment:
    """So long before now: "20m", "3h", "1d 6h"."""
    return lambda now: now - _span(how_long)


def days_ago(days: int, at: str) -> Moment:
    """At an hour in London, one day ago or more."""
    return lambda now: datetime.combine(
        (now.astimezone(LONDON) - timedelta(days=days)).date(), time.fromisoformat(at), LONDON
    )


@dataclass(frozen=True)
class Did:
    """Somebody of the cast does an act. `who` is an address of cast.py before the @; with a force, `who@force`."""

    after: timedelta
    who: str
    act: str
    said: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Decided:
    """Somebody signs, or refuses to sign, what waits for a second person."""

    after: timedelta
    who: str
    sign: bool
    reasons: str = ""


@dataclass(frozen=True)
class Returned:
    """The reporter comes back with the code. `what` they do there is a name of returning.py."""

    after: timedelta
    what: str
    said: dict[str, Any] = field(default_factory=dict)


Step = Did | Decided | Returned


@dataclass(frozen=True)
class Story:
    """`ends` is where it stands when it is told: kind and state of its newest case."""

    code: str
    sent: Moment
    answers: Answers
    then: Sequence[Step] = ()
    ends: tuple[str, str] = ("hate_crime", "control_room")
    language: str = "en-gb"
    #: The closing lines of load_demo give its return code, so that a developer can come back as the reporter.
    to_try: str = ""
    #: The code of an earlier story: begun behind its return code, because something else happened.
    follows: str = ""


def tells(
    filer: str,
    words: str,
    kinds: Sequence[str],
    where: dict[str, Any],
    *,
    strands: Sequence[str],
    details: Sequence[str] = (),
    reason: str = "",
    contact: dict[str, Any],
    on: int | None = 0,
    time: str = "",
    when: dict[str, Any] | None = None,
    danger: str = "no",
    who: dict[str, Any] | None = None,
    who_did: Sequence[str] = (),
    **more: dict[str, Any],
) -> Answers:
    """The answers of a form (incidents/questions.py). Days are counted back from the day of sending."""
    moment: dict[str, Any] = {"when": "exact", "on": on, "time": time} if on is not None else {"when": "unsure"}
    return {
        "danger": {"danger": danger},
        "who": {"filer": filer, **(who or {})},
        "what": _given(words=words, kinds=list(kinds), who_did=list(who_did)),
        "when": _given(**(moment | (when or {}))),
        "where": where,
        "why": _given(strands=list(strands), details=list(details), reason=reason),
        "contact": contact,
        **more,
    }


def reachable(name: str, *channels: str, **details: Any) -> dict[str, Any]:
    """May be contacted, in these ways; the return page always."""
    return {"contact": "yes", "name": name, "channels": [*channels, "return_page"], **details}


ANONYMOUS: dict[str, Any] = {"contact": "anonymous"}
JUST_RECORD: dict[str, Any] = {"contact": "record_only"}


def did(after: str, who: str, act: str, **said: Any) -> Did:
    return Did(_span(after), who, act, said)


def signs(after: str, who: str) -> Decided:
    return Decided(_span(after), who, sign=True)


def refuses(after: str, who: str, reasons: str) -> Decided:
    return Decided(_span(after), who, sign=False, reasons=reasons)


def writes(after: str, words: str, *, danger: bool = False) -> Returned:
    return Returned(_span(after), "write", {"words": words, "danger": danger})


def asks_to_stop(after: str) -> Returned:
    return Returned(_span(after), "ask_to_stop")


def adds_file(after: str, name: str, shows: str, *, keep_original: bool = False) -> Returned:
    """A picture or a text, as its name ends; `shows` is the line below the picture, or the text (files.py)."""
    return Returned(_span(after), "add_file", {"name": name, "shows": shows, "keep_original": keep_original})


def asks_for_contact(after: str, *channels: str, **said: Any) -> Returned:
    """To be reached in these ways from now on: an officer is to ask first whether it was them."""
    return Returned(_span(after), "ask_for_contact", {"channels": list(channels), **said})


def chooses_news(after: str, email: str, wording: str) -> Returned:
    return Returned(_span(after), "choose_news", {"email": email, "wording": wording})


def says_test_came(after: str) -> Returned:
    return Returned(_span(after), "test_came")


def changes_code(after: str) -> Returned:
    """From here on they come back with the new code; the old one is narrowed."""
    return Returned(_span(after), "change_code")


def _span(text: str) -> timedelta:
    pieces = _PIECE.findall(text)
    if not pieces or _PIECE.sub("", text).strip():
        raise ValueError(f"“{text}” is no span of time: write it like “1d 6h” or “20m”.")
    return timedelta(**{_UNIT[unit]: int(number) for number, unit in pieces})


def _given(**answers: Any) -> dict[str, Any]:
    return {name: answer for name, answer in answers.items() if answer not in ("", [], None)}
