"""Letters of a case for the tests: written, refused, read, and the clock they stop."""

import re
from typing import Any

import pytest

from incidents.letters.rendering import as_words
from incidents.letters.writing import Written
from incidents.models import Letter
from partners.models import Person
from tests.triage import chain
from tests.triage.chain import does
from triage.models import Case, Clock, ClockEvent
from triage.refusals import Incomplete

#: Somebody who said that a letter is safe, and where.
BY_POST = chain.ANSWERS["contact"] | {
    "channels": ["call", "letter", "return_page"],
    "address": "12 Mill Lane, Carlisle, CA1 1AA",
}
PROGRESS = {"letter_kind": "progress", "letter_language": "en-gb", "letter_words": "We have asked for the CCTV."}
NFA = chain.telling() | {"reasons": "We could not find out who it was.", "contact_channel": "letter"}
GIVE_AWAY = re.compile(r"hate|police|crime", re.I)


def writes(who: Person, case: Case, way: str, **other: Any) -> Letter:
    move = does(who, "write_letter", case, **PROGRESS | {"letter_way": way} | other)
    return Letter.objects.get(pk=move.pk)


def words_of(letter: Letter) -> str:
    written = Written.of(letter)
    assert written is not None
    return "\n".join(as_words(sheet.words) for sheet in written.sheets)


def refused(who: Person, case: Case, way: str, **other: Any) -> dict[str, str]:
    with pytest.raises(Incomplete) as refusal:
        writes(who, case, way, **other)
    assert not Letter.objects.exists()
    return refusal.value.errors


def running(case: Case, kind: str) -> bool:
    return bool(case.clocks.filter(kind=kind, state=Clock.State.RUNNING).exists())


def met(case: Case, kind: str) -> list[str]:
    return list(ClockEvent.objects.filter(clock__case=case, clock__kind=kind).values_list("what", flat=True))


def investigated(**sections: Any) -> Case:
    return chain.crime_in("under_investigation", **sections)
