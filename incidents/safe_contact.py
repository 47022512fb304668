"""Whether a person may be reached in this way, at this moment: the one function every sender asks.

A call, a visit, a letter, a text, an e-mail, a booking of an interpreter, a notice: each asks `allowed()` first
and obeys what it says. What the person chose is on the Party; who may set a ban aside (threat to life, a named
duty inspector) is decided in triage, never here.
"""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.models import Party

LONDON = ZoneInfo("Europe/London")

CALL, TEXT, EMAIL, LETTER, VISIT, RETURN_PAGE = "call", "text", "email", "letter", "visit", "return_page"


@dataclass(frozen=True)
class Channel:
    code: str
    #: As the reporter chooses it.
    label: Promise
    #: The key in contact_details without which it cannot work.
    needs_detail: str = ""


CHANNELS: tuple[Channel, ...] = (
    Channel(CALL, _("A phone call"), "phone"),
    Channel(TEXT, _("A text message"), "phone"),
    Channel(EMAIL, _("An email"), "email"),
    Channel(LETTER, _("A letter. It is safe to post one to me"), "address"),
    Channel(VISIT, _("A visit from an officer")),
    Channel(RETURN_PAGE, _("Only here, when I come back with my code")),
)


@dataclass(frozen=True)
class Ban:
    code: str
    #: As the reporter chooses it.
    label: Promise
    #: As the officer reads it.
    order: Promise
    channels: frozenset[str]
    #: The detail of a contact that this ban forbids outright ("" = a condition to keep, nothing is refused).
    forbids: str = ""


BANS: tuple[Ban, ...] = (
    Ban("no_voicemail", _("Do not leave a voicemail"), _("Leave no voicemail."), frozenset({CALL}), "voicemail"),
    Ban(
        "withheld_number",
        _("Hide your number when you call"),
        _("Hide the number when calling."),
        frozenset({CALL}),
        "shown_number",
    ),
    Ban("not_at_home", _("Do not come to my home"), _("Do not go to the home."), frozenset({VISIT}), "at_home"),
    Ban("no_marked_car", _("Do not come in a police car"), _("No marked car."), frozenset({VISIT}), "marked_car"),
    Ban("no_uniform", _("Do not come in uniform"), _("Plain clothes."), frozenset({VISIT}), "uniform"),
    Ban(
        "someone_must_not_know",
        _("Someone must not find out"),
        _("Somebody must not find out: say who you are to nobody but this person."),
        frozenset({CALL, TEXT, EMAIL, LETTER, VISIT}),
    ),
    Ban(
        "only_times",
        _("Only at the times I say are safe"),
        _("Only at the hours they said are safe."),
        frozenset({CALL, TEXT, VISIT}),
        "other_time",
    ),
)


@dataclass(frozen=True)
class SafeTime:
    code: str
    label: Promise
    days: frozenset[int]
    start: time
    end: time


_WEEKDAYS, _WEEKEND = frozenset({1, 2, 3, 4, 5}), frozenset({6, 7})

TIMES: tuple[SafeTime, ...] = (
    SafeTime("weekday_mornings", _("Monday to Friday, 8am to noon"), _WEEKDAYS, time(8), time(12)),
    SafeTime("weekday_afternoons", _("Monday to Friday, noon to 5pm"), _WEEKDAYS, time(12), time(17)),
    SafeTime("weekday_evenings", _("Monday to Friday, 5pm to 9pm"), _WEEKDAYS, time(17), time(21)),
    SafeTime("weekends", _("Saturday and Sunday, 8am to 9pm"), _WEEKEND, time(8), time(21)),
)

#: How a call or a message may announce itself.
ANNOUNCEMENTS: dict[str, Promise] = {
    "police": _("Say it is the police"),
    "first_name": _("Say a first name only"),
    "nothing": _("Say nothing until I have said who I am"),
}

_BANS = {ban.code: ban for ban in BANS}
_TIMES = {slot.code: slot for slot in TIMES}


@dataclass(frozen=True)
class Allowed:
    """Go ahead, and keep to every one of these conditions."""

    conditions: tuple[Promise, ...] = ()

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Refused:
    """Do not. `code` for records, `reason` for people."""

    code: str
    reason: Promise

    def __bool__(self) -> bool:
        return False


def allowed(
    party: Party,
    channel: str,
    when: datetime,
    *,
    details: frozenset[str] = frozenset(),
    blocked: frozenset[str] = frozenset(),
) -> Allowed | Refused:
    """May this person be reached by `channel` at `when` (aware)?

    `details` says what the contact would be like: voicemail, shown_number, at_home, marked_car, uniform.
    `blocked` are channels another owner has closed (a domestic abuse owner). The return page is always open:
    it waits to be read by the person.
    """
    if channel == RETURN_PAGE:
        return Allowed()
    if channel in blocked:
        return Refused("blocked", _("A domestic abuse or safeguarding owner has closed this way for now."))
    if channel not in party.channels:
        return Refused("not_chosen", _("The person did not choose to be reached in this way."))
    bans = [_BANS[code] for code in party.bans if code in _BANS and channel in _BANS[code].channels]
    facts = details if is_safe_time(party, when) else details | {"other_time"}
    for ban in bans:
        if ban.forbids and ban.forbids in facts:
            return Refused(ban.code, ban.order)
    return Allowed(tuple(ban.order for ban in bans) + _announcement(party, channel))


def is_safe_time(party: Party, when: datetime) -> bool:
    """Whether `when` lies in an hour the person called safe; without such hours every hour does."""
    there = when.astimezone(LONDON)
    slots = [_TIMES[code] for code in party.safe_times if code in _TIMES]
    return not slots or any(there.isoweekday() in slot.days and slot.start <= there.time() < slot.end for slot in slots)


def orders(party: Party) -> tuple[Promise, ...]:
    """Every ban of this person as an officer reads it, for the banner on the case page."""
    return tuple(_BANS[code].order for code in party.bans if code in _BANS)


def _announcement(party: Party, channel: str) -> tuple[Promise, ...]:
    if channel in (CALL, TEXT, VISIT) and party.announce in ANNOUNCEMENTS:
        return (ANNOUNCEMENTS[party.announce],)
    return ()
