"""Finding cases by what somebody types whole: a reference, a telephone number, an e-mail address, a full postcode, or the
number another system gave it.

Contact details are compared by fingerprint, equal or not (incidents/link_keys.py). What was typed is never part of an
address, a log or a saved search. Names and words are not searched.
"""

from dataclasses import dataclass
from typing import Literal

from django.db.models import Q, QuerySet

from incidents import link_keys
from incidents.references import NotAReference, parse_reference
from partners import spellings
from partners.models import Person
from triage.finding.sorts import NEWEST
from triage.models import Case, Dispatch, Offence
from triage.places import Place
from triage.scope import visible_to

What = Literal["reference", "email", "postcode", "phone", "number", "words"]
LONGEST = 120
#: How what was typed is called back to the person.
CALLED: dict[What, str] = {
    "reference": "this reference",
    "email": "this e-mail address",
    "postcode": "this postcode",
    "phone": "this telephone number",
    "number": "this number",
    "words": "these words",
}


@dataclass(frozen=True)
class Typed:
    """What somebody typed, and what it was taken for."""

    what: What
    text: str

    @property
    def reference(self) -> str:
        return parse_reference(self.text) if self.what == "reference" else ""


def understood(text: str) -> Typed:
    """What was meant. A number that is none of a telephone is one of another system's; the rest is words."""
    text = "".join(symbol for symbol in text[:LONGEST] if symbol.isprintable()).strip()
    return Typed(_what(text), text)


def cases_by(person: Person, typed: Typed, after: Place | None = None) -> QuerySet[Case]:
    """Open or closed, the newest first, from a place on."""
    cases = visible_to(person).filter(_where(typed))
    return (cases.filter(after.beyond()) if after else cases).order_by(*NEWEST.order.fields)


def _what(text: str) -> What:
    try:
        parse_reference(text)
    except NotAReference:
        pass
    else:
        return "reference"
    if "@" in text:
        return "email"
    if spellings.postcode(text):
        return "postcode"
    letters = any(symbol.isalpha() for symbol in text)
    if not letters and spellings.phone(text):
        return "phone"
    return "number" if any(symbol.isdecimal() for symbol in text) else "words"


def _where(typed: Typed) -> Q:
    if typed.what == "reference":
        named = typed.reference
        return Q(report__reference=named) if named.startswith("HR") else Q(reference=named)
    if typed.what == "number":
        recorded = Offence.objects.filter(crime_reference__iexact=typed.text).values("case")
        return Q(pk__in=recorded) | Q(pk__in=Dispatch.objects.filter(log_number__iexact=typed.text).values("case"))
    if typed.what == "words" or not typed.text:
        return Q(pk=None)
    return Q(report__in=link_keys.found_by(typed.what, typed.text).values("report"))
