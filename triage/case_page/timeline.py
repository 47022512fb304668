"""What was done to a case, newest first, in words: each move with who did it and everything they answered.

Words come out of their seal here and go to the page of somebody in whose scope the case is; nothing is kept.
"""

import datetime as dt
import re
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.formats import date_format

from hatereport.languages.table import LANGUAGES
from incidents.letters.kinds import KINDS
from triage import amending, choosing, interpreting, wording
from triage.clocks.kinds import CLOCK_KINDS
from triage.fields import Field
from triage.law import regimes
from triage.law.offences import OUTCOME_BY_CODE
from triage.letters import choices as letters_of_case
from triage.models import Case, Move
from triage.reaching import OF_A_VISIT
from triage.records import RECORDS
from triage.states import STATE_OF
from triage.workflow import WORKFLOW
from triage.workflow.questions_of_a_case import AGGRAVATED_ROWS, REASONS_TRANSLATED, RESULT, TOLD_OF

#: Answers that are shown by other means or say nothing to a reader.
_UNSAID = frozenset({"for", "came_from", "move", "overdue", "bans_seen", "asked_about", "amends", "attachment"})
#: What the system writes down of its own acts, in words.
_SYSTEM_SAYS = {"narrowed": "a code that can only write: it was changed, or they asked to withdraw"}
_ROW_OF_REVIEW = re.compile(r"^row(\d+)_(.+)$")


@dataclass(frozen=True)
class Entry:
    """One move as the timeline draws it."""

    title: str
    by: str
    at: dt.datetime
    said: tuple[tuple[str, str], ...]
    to: str
    is_danger: bool = False
    #: The letter it sent.
    letter: uuid.UUID | None = None
    #: Its number in the case; the entry it puts right; the entries that put it right.
    seq: int = 0
    amends: int = 0
    amended_by: tuple[int, ...] = ()


def entries(
    case: Case, moves: Iterable[Move], names: Mapping[str, str], letters: Collection[uuid.UUID] = ()
) -> list[Entry]:
    """`names`: what ids of people, teams, organisations and offences are called; `letters`: moves that sent one."""
    moves = list(moves)
    amends, amended = amending.pairs(moves)
    return [
        replace(
            _entry(case, move, names, letters),
            amends=amends.get(move.seq, 0),
            amended_by=tuple(amended.get(move.seq, ())),
        )
        for move in reversed(moves)
    ]


def answers_said(
    case: Case, act: str, answers: Mapping[str, Any], names: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """(question, answer) of everything somebody answered in an act, in words."""
    return tuple(_said(case, act, answers, names))


def _entry(case: Case, move: Move, names: Mapping[str, str], letters: Collection[uuid.UUID]) -> Entry:
    title = wording.act_label(case.kind, move.act)
    if of := move.codes.get("for"):
        title = f"{title}: {wording.act_label(case.kind, of)}"
    return Entry(
        seq=move.seq,
        title=title,
        by=_by(move),
        at=move.at,
        said=answers_said(case, move.act, {**(move.words or {}), **move.codes}, names),
        to=STATE_OF[case.kind, move.to].label if move.changes_state else "",
        is_danger=move.act == "danger_reported",
        letter=move.pk if move.pk in letters else None,
    )


def _by(move: Move) -> str:
    if move.actor is None:
        return "The system"
    by = f"{move.actor.name}, {wording.role_label(move.actor_role).lower()}"
    return f"{by}; countersigned by {move.countersigned_by.name}" if move.countersigned_by else by


def _said(case: Case, act: str, answers: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in sorted(answers, key=lambda name: _order(case.kind, act, name, names)):
        value = answers[name]
        if value and name not in _UNSAID:
            label, field = _question(case.kind, act, name, names)
            yield (
                label,
                ", ".join(_answer(field, one, names) for one in (value if isinstance(value, list) else [value])),
            )


def _order(kind: str, act: str, name: str, names: Mapping[str, str]) -> tuple[int, str, int]:
    """As they were asked: offence by offence, and in the order of the form."""
    if row := _ROW_OF_REVIEW.match(name):
        return 1, row[1], _PLACES.get((kind, act, row[2]), _RECORDED_PLACES.get(row[2], len(_PLACES)))
    what, _, key = name.partition("_")
    if what in ("outcome", "rationale") and key in names:
        return 1, names[key], what == "rationale"
    return 0, "", _PLACES.get((kind, act, name), _RECORDED_PLACES.get(name, len(_PLACES)))


def _question(kind: str, act: str, name: str, names: Mapping[str, str]) -> tuple[str, Field | None]:
    """The label of an answer, and its field where it has a fixed one."""
    if row := _ROW_OF_REVIEW.match(name):
        label, field = _question(kind, act, row[2], names)
        return f"Offence {row[1]}: {label}", field
    what, _, key = name.partition("_")
    if what in ("outcome", "rationale") and key in names:
        return f"{wording.short(what)}: {names[key]}", None
    field = _FIELDS.get((kind, act, name)) or _RECORDED.get(name)
    return (field.label if field else wording.short(name)), field


def _answer(field: Field | None, value: Any, names: Mapping[str, str]) -> str:
    text = str(value)
    if field is not None and field.kind == "yes_no":
        return text.capitalize()
    if field is not None and field.kind == "date":
        return date_format(dt.date.fromisoformat(text), "j F Y")
    if field is not None and not callable(field.choices) and text in dict(field.choices):
        return dict(field.choices)[text]
    if field is not None and callable(field.choices) and (called := _CALLED.get(field.choices)):
        return called.get(text, text)
    if field is None and text in OUTCOME_BY_CODE:
        return f"{text} {OUTCOME_BY_CODE[text].label}"
    return names.get(text) or _SYSTEM_SAYS.get(text, text)


#: What codes are called that are chosen from a table, as the case stood when they were chosen.
_CALLED: dict[Any, dict[str, str]] = {
    choosing.languages: {language.code: language.english_name for language in LANGUAGES},
    choosing.tellings: {kind.code: kind.label for kind in CLOCK_KINDS},
    regimes.answers: {"remove": regimes.NO[1], "keep": "Yes: the threshold was met", "none_held": regimes.NONE_HELD[1]},
    letters_of_case: {kind.code: kind.label for kind in KINDS},
}
_FIELDS = {(act.kind, act.name, field.name): field for act in WORKFLOW for field in act.fields}
_RECORDED = {field.name: field for kind in RECORDS for field in kind.fields}
_OF_A_CASE = (TOLD_OF, REASONS_TRANSLATED, AGGRAVATED_ROWS, interpreting.WHO, *RESULT, *OF_A_VISIT)
_RECORDED |= {field.name: field for field in _OF_A_CASE}
_PLACES = {key: place for place, key in enumerate(_FIELDS)}
_RECORDED_PLACES = {name: place for place, name in enumerate(_RECORDED)}
