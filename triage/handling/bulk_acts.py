"""The same act on several cases at once: handing on, taking, covering, and a letter. Each case is acted on by itself.

Every case has its own move, its own entry in the log and its own refusal; what one refuses is not undone in another. Only
events are offered: there is no way to end or to move on many cases at a time (rulings: no way round the inspector).

Nothing is done to many that nobody has read. To hand on, take or cover, the person or somebody of their team must have
opened the case: the team answers for it, and a colleague who has read it can say what it needs. A letter reaches a person,
so whoever writes it has opened the case themselves and said that they know nobody in it.
"""

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from hatereport import audit
from hatereport.languages.table import BY_CODE, SOURCE
from incidents import safe_contact
from incidents.letters.writing import Written
from partners.models import Person, RoleHeld
from triage import choosing, letters
from triage.acting import act, rehearse
from triage.first_looks import opened_by
from triage.models import Case, FirstLook, Move
from triage.refusals import Incomplete, Overtaken, Refused
from triage.scope import visible_to

MOST = 50
#: All that can be done to several cases. Each is an event of the table: a test holds them to it.
ACTS = ("hand_over", "take", "cover", "write_letter")
#: Letters that tell of no decision: a decision is written case by case, by whoever made it.
LETTERS = ("received", "progress", "contact_attempt")
#: By post where that is safe, else on the page behind the code.
WAYS = (safe_contact.LETTER, safe_contact.RETURN_PAGE)

UNOPENED = "Nobody of your team has opened it yet. Read it first."
UNASKED = "You have not opened it yet. Read it first."
OVERTAKEN = "Somebody else has acted on it since you saw the list. Look at it first."
_PICKED = re.compile(r"([A-Za-z0-9-]{8,12})\.(\d{1,8})")


@dataclass(frozen=True)
class Picked:
    """One line that was ticked: the case, and the version of it that was seen."""

    case: Case
    version: int

    @property
    def text(self) -> str:
        return f"{self.case.reference}.{self.version}"


@dataclass(frozen=True)
class Picks:
    cases: tuple[Picked, ...]
    #: Nobody of this person's teams has opened them.
    unopened: frozenset[uuid.UUID] = frozenset()
    #: This person has not opened them: no word of theirs is shown, and none is written (first_looks.py).
    unasked: frozenset[uuid.UUID] = frozenset()
    #: More were ticked than are taken at once.
    left_over: int = 0


@dataclass(frozen=True)
class Result:
    """What became of one case, in a sentence."""

    case: Case
    done: bool
    said: str
    #: The letter that was written, and whether it waits to be printed.
    letter: uuid.UUID | None = None
    by_post: bool = False


def picked(person: Person, values: Iterable[str]) -> Picks:
    """The cases ticked in a list, in its order, as far as they are in the person's scope. Three queries."""
    seen: dict[str, int] = {}
    for value in values:
        if found := _PICKED.fullmatch(value):
            seen.setdefault(found[1].upper(), int(found[2]))
    wanted = list(seen)[:MOST]
    by_reference = {case.reference: case for case in visible_to(person).filter(reference__in=wanted, ended_at=None)}
    cases = tuple(Picked(by_reference[one], seen[one]) for one in wanted if one in by_reference)
    ids = [one.case.pk for one in cases]
    opened = _opened_by_the_team(person).filter(case__in=ids).values_list("case_id", flat=True)
    unasked = frozenset(ids).difference(opened_by(person, ids))
    return Picks(cases, frozenset(ids).difference(opened), unasked, len(seen) - len(wanted))


def _opened_by_the_team(person: Person) -> QuerySet[FirstLook]:
    colleagues = RoleHeld.objects.current().filter(team__in=person.team_ids()).values("person")
    return FirstLook.objects.filter(Q(person=person) | Q(person__in=colleagues), conflict=False)


# --- handing on ------------------------------------------------------------------------------------------------------


def people_for(picks: Picks) -> list[Person]:
    """Whoever could hold at least one of them where it stands, by name."""
    roles: dict[str, set[str]] = {}
    for one in picks.cases:
        roles.setdefault(one.case.force_id, set()).update(one.case.stage.owners)
    found = {who.pk: who for force, wanted in roles.items() for who in choosing.holders_of(force, *wanted)}
    return sorted(found.values(), key=lambda who: who.name)


def assign(person: Person, picks: Picks, to: Person, cover_until: str, key: str) -> list[Result]:
    """Each case to one person: taken, handed over, or covered until a day where it belongs to somebody else."""
    name = "cover" if cover_until else "take" if to.pk == person.pk else "hand_over"
    data = {"person": str(to.pk), "cover_until": cover_until, "reasons": ""}
    said = {"take": "Yours now.", "cover": f"{to.name} covers it.", "hand_over": f"Handed over to {to.name}."}[name]
    wrong = {"person": f"{to.name} does not work at this stage."}
    results = []
    for one in picks.cases:
        if one.case.holder_id == to.pk:
            results.append(Result(one.case, False, f"{to.name} holds it already."))
        else:
            results.append(_done(person, picks, one, name, data, key, said, wrong))
    _record(person, name, results)
    return results


# --- a letter --------------------------------------------------------------------------------------------------------


def first_letter(person: Person, picks: Picks, answers: Mapping[str, str]) -> tuple[Case, Written] | None:
    """The letter to the first of them who can be written to, as it would leave."""
    for one in picks.cases:
        if one.case.pk in picks.unasked:
            continue
        try:
            return one.case, _written(person, one, answers)[1]
        except Refused:
            continue
    return None


def write(person: Person, picks: Picks, answers: Mapping[str, str], key: str) -> list[Result]:
    """One letter of a kind to each: by post where that is safe, else on their page; who is left out, and why."""
    results = []
    for one in picks.cases:
        if one.case.pk in picks.unasked:
            results.append(Result(one.case, False, UNOPENED if one.case.pk in picks.unopened else UNASKED))
            continue
        try:
            data, letter = _written(person, one, answers)
        except Refused as refusal:
            results.append(Result(one.case, False, _sentence(refusal)))
            continue
        said = "To be printed and posted." if letter.by_post else "Put on their page."
        results.append(_done(person, picks, one, "write_letter", data, key, said, {}, by_post=letter.by_post))
    _record(person, "write_letter", results)
    return results


def _written(person: Person, one: Picked, answers: Mapping[str, str]) -> tuple[dict[str, Any], Written]:
    """The answers of write_letter with the way that is safe, and the letter. Raises Refused: no way is, or it is not
    theirs to write.
    """
    language = one.case.report.language
    data = {**answers, "letter_language": language if language in BY_CODE else SOURCE.code}
    refused: Incomplete | None = None
    for way in WAYS:
        try:
            ctx = rehearse(one.case.pk, "write_letter", person, version=one.version, data=data | {"letter_way": way})
        except Incomplete as refusal:
            if set(refusal.errors) != {"letter_way"}:
                raise
            refused = refused or refusal
            continue
        if letter := letters.compose(ctx):
            return data | {"letter_way": way}, letter
    raise refused or Refused("Nobody in this report can be written to.")


# --- each by itself --------------------------------------------------------------------------------------------------


def _done(
    person: Person,
    picks: Picks,
    one: Picked,
    name: str,
    data: Mapping[str, Any],
    key: str,
    said: str,
    wrong: Mapping[str, str],
    *,
    by_post: bool = False,
) -> Result:
    if one.case.pk in picks.unopened:
        return Result(one.case, False, UNOPENED)
    try:
        move = act(one.case.pk, name, person, version=one.version, key=key, data=data)
    except Refused as refusal:
        return Result(one.case, False, _sentence(refusal, wrong))
    letter = move.pk if name == "write_letter" and isinstance(move, Move) else None
    return Result(one.case, True, said, letter, by_post)


def _sentence(refusal: Refused, wrong: Mapping[str, str] | None = None) -> str:
    """Why not, in whole sentences."""
    if isinstance(refusal, Overtaken):
        return OVERTAKEN
    if isinstance(refusal, Incomplete):
        return " ".join(_better(refusal, wrong or {}))
    return " ".join(refusal.reasons)


def _better(refusal: Incomplete, wrong: Mapping[str, str]) -> Iterator[str]:
    for name, said in refusal.errors.items():
        yield wrong.get(name, said)


def _record(person: Person, name: str, results: list[Result]) -> None:
    """One entry for the whole, beside that of each case."""
    detail = {"act": name, "chosen": len(results), "done": sum(result.done for result in results)}
    with transaction.atomic():
        audit.record(person.as_actor(), "alteration", "queue", person.pk, "several", detail)
