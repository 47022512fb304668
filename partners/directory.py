"""The directory of help: who is listed, for whom, and which contacts may be shown.

A contact nobody has checked lately is hidden, because a dead number costs a frightened person their courage; crisis
lines are never hidden, because a missing one may cost a life. In the demo unchecked contacts show with a mark.
The rows are Organisation; when one is named to a person in the course of a case is in signposting.py.
"""

import time
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hatereport import clock
from partners.models import Organisation

Kind = Organisation.Kind


@dataclass(frozen=True)
class Need:
    """Why somebody looks for help; the public may choose those with a label."""

    code: str
    label: Promise | str
    why: str


#: Strand codes are those of the report form; the words here are shorter, for a filter.
STRANDS: tuple[tuple[str, Promise], ...] = (
    ("race", _("Race, colour or nationality")),
    ("religion", _("Religion or belief")),
    ("sexual_orientation", _("Being lesbian, gay or bisexual")),
    ("disability", _("Disability")),
    ("transgender", _("Being transgender")),
    ("age", _("Age")),
    ("alternative_subculture", _("Alternative way of life or dress")),
)

NEEDS: tuple[Need, ...] = (
    Need("support", _("Someone to support me"), "Help for anyone harmed, at every stage (seed 000)."),
    Need("report", _("Another way to report"), "Some people will not talk to the police (seed 000, 003)."),
    Need("anonymous", _("To say what I know without my name"), "True Vision and others (seed 000, 004)."),
    Need("suicidal", _("I feel I cannot go on"), "Samaritans come before everything else."),
    Need("under_18", _("I am under 18, or worried about a child"), "Childline, NSPCC, safeguarding."),
    Need("young", _("I am under 25"), "Services for young adults."),
    Need("older", _("Help for an older person"), "Hourglass."),
    Need("domestic", _("A partner, relative or carer harms me"), "Domestic abuse services, and care with letters."),
    Need("sexual", _("It was sexual"), "Sexual assault referral centre, Rape Crisis."),
    Need("stalking", _("Someone will not leave me alone"), "Suzy Lamplugh Trust."),
    Need("online", _("It happened online"), "Getting things taken down."),
    Need("neighbour", _("It is about where I live"), "Landlord and council, anti-social behaviour case review."),
    Need("discrimination", _("I was treated unfairly by a shop, work or a service"), "Equality Act 2010."),
    Need("legal", _("Advice about the law"), "Citizens Advice."),
    Need("disability_learning", _("Help for a person with a learning disability"), "Mencap and others; mate crime."),
    Need("autism", _("Help for an autistic person"), "National Autistic Society."),
    Need("deaf", _("Help for a Deaf person"), "SignHealth, RNID, Cumbria Deaf Association."),
    Need("blind", _("Help for a blind person"), "RNIB."),
    Need("mental_health", _("Help with mental health"), "Mind."),
    Need("repair", _("I want the person who did it to hear how it felt"), "Restorative justice (seed 003)."),
    Need("complaint", _("I am not content with the police"), "The commissioner; a way on after no further action."),
    Need("railway", _("On a train or at a station"), "British Transport Police."),
    Need("school", _("A school wants to learn"), "Education against prejudice."),
    Need("sport", _("It was about football"), "Kick It Out."),
    # Whom a service is for, read from the report and never asked for in the filter.
    Need("muslim", "", "Perceived religion."),
    Need("jewish", "", "Perceived religion or people."),
    Need("sikh", "", "Perceived religion."),
    Need("gypsy_roma_traveller", "", "Perceived people."),
    Need("safeguarding", "", "Adult or child safeguarding of the council."),
)
#: Needs anybody may have, whatever the reason they were targeted.
GENERAL_NEEDS = frozenset({"support", "report", "anonymous", "repair", "complaint"})
PUBLIC_NEEDS = tuple((need.code, need.label) for need in NEEDS if need.label)


@dataclass(frozen=True)
class Entry:
    """A row as it may be shown today."""

    organisation: Organisation
    shows_contact: bool
    #: "demo" if the contact shows only because this is the demo.
    mark: str = ""


@dataclass(frozen=True)
class CrisisLine:
    name: str
    about: str
    phone: str
    text_number: str
    hours: str


def listing(force: str = "", area: str = "", strand: str = "", need: str = "") -> list[Entry]:
    """The public directory, narrowed by what was chosen; "" narrows nothing. Crisis lines come first. One query."""
    found = current().filter(is_public=True)
    if force:
        found = found.filter(Q(forces=[]) | Q(forces__contains=[force]))
    if area:
        found = found.filter(Q(areas=[]) | Q(areas__contains=[area]))
    if strand:
        for_everybody = Q(strands=[], needs__overlap=sorted(GENERAL_NEEDS)) | Q(is_crisis=True)
        found = found.filter(for_everybody | Q(strands__contains=[strand]))
    if need:
        found = found.filter(needs__contains=[need])
    entries = [entry(organisation) for organisation in found]
    return sorted(entries, key=lambda each: not each.organisation.is_crisis)


def grouped(entries: list[Entry]) -> list[tuple[str, list[Entry]]]:
    """Under their headings in the order of a person's need: who can talk now, who supports, where else to report."""
    return [
        (str(kind.label), there)
        for kind in Kind
        if (there := [one for one in entries if one.organisation.kind == kind])
    ]


def current() -> QuerySet[Organisation]:
    """Organisations that exist today."""
    today = clock.today()
    return Organisation.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=today), Q(valid_to=None) | Q(valid_to__gte=today)
    )


def entry(organisation: Organisation, today: date | None = None) -> Entry:
    """Whether the contact may be shown (see the head of this file)."""
    if not organisation.has_contact:
        return Entry(organisation, shows_contact=False)
    if organisation.is_crisis or organisation.is_verified(today or clock.today()):
        return Entry(organisation, shows_contact=True)
    return Entry(organisation, shows_contact=settings.DEMO, mark="demo" if settings.DEMO else "")


#: Crisis lines stand on every page; each process reads them anew after this many seconds.
CRISIS_LINES_KEPT = 300.0

_kept: tuple[float, tuple[CrisisLine, ...]] | None = None


def crisis_lines() -> tuple[CrisisLine, ...]:
    """The lines at the foot of every public page. No query once read, until five minutes later or a change here."""
    global _kept
    if _kept and time.monotonic() - _kept[0] < CRISIS_LINES_KEPT:
        return _kept[1]
    lines = tuple(
        CrisisLine(row.name, row.about, row.phone, row.text_number, row.hours)
        for row in current().filter(is_crisis=True)
    )
    if lines:  # before the reference data is loaded there is nothing worth keeping
        _kept = (time.monotonic(), lines)
    return lines


def forget_crisis_lines() -> None:
    """Read them anew at the next page: called by the act that changes an organisation."""
    global _kept
    _kept = None
