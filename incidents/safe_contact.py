"""Whether a person may be reached in this way, at this moment: the one function every sender asks.

A call, a visit, a letter, a text, an e-mail, a booking of an interpreter, a notice: each asks `allowed()` first
and obeys what it says (triage/senders.py lists them). What the person chose is on the Party; who may set a ban aside (threat
to life, a named duty inspector) is decided in triage, never here.

What was asked for behind the code and nobody has confirmed yet (contact_changes.py) counts only where it makes contact
stricter: whoever finds a code can make us quieter, never louder.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.models import ContactChange, Party

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
    #: As the officer reads it: in English, like all of the desk.
    order: str
    channels: frozenset[str]
    #: The detail of a contact that this ban forbids outright ("" = a condition to keep, nothing is refused).
    forbids: str = ""


BANS: tuple[Ban, ...] = (
    Ban("no_voicemail", _("Do not leave a voicemail"), "Leave no voicemail.", frozenset({CALL}), "voicemail"),
    Ban(
        "withheld_number",
        _("Hide your number when you call"),
        "Hide the number when calling.",
        frozenset({CALL}),
        "shown_number",
    ),
    Ban("not_at_home", _("Do not come to my home"), "Do not go to the home.", frozenset({VISIT}), "at_home"),
    Ban("no_marked_car", _("Do not come in a police car"), "No marked car.", frozenset({VISIT}), "marked_car"),
    Ban("no_uniform", _("Do not come in uniform"), "Plain clothes.", frozenset({VISIT}), "uniform"),
    Ban(
        "someone_must_not_know",
        _("Someone must not find out"),
        "Somebody must not find out: say who you are to nobody but this person.",
        frozenset({CALL, TEXT, EMAIL, LETTER, VISIT}),
    ),
    Ban(
        "only_times",
        _("Only at the times I say are safe"),
        "Only at the hours they said are safe.",
        frozenset({CALL, TEXT, EMAIL, VISIT}),
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

_TIMES = {slot.code: slot for slot in TIMES}
#: From the loudest to the quietest.
_LOUDNESS = ("", *ANNOUNCEMENTS)
_ONLY_TIMES = "only_times"
#: A condition on whoever makes contact; nothing that sends by itself can keep it.
HOURS_IN_WORDS = "Not at any hour: read first when they wrote that it is safe."


@dataclass(frozen=True)
class Allowed:
    """Go ahead, and keep to every one of these conditions."""

    conditions: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Refused:
    """Do not. `code` for records, `reason` for the officer."""

    code: str
    reason: str

    def __bool__(self) -> bool:
        return False


@dataclass(frozen=True)
class Rules:
    """What one person asked for, as it is kept to at this moment."""

    channels: frozenset[str] = frozenset()
    bans: frozenset[str] = frozenset()
    #: Codes of TIMES; None is any hour, none at all is no hour.
    hours: frozenset[str] | None = None
    #: They said in their own words when it is safe, and only a person can read that.
    hours_in_words: bool = False
    announce: str = ""

    @classmethod
    def said(
        cls,
        channels: Iterable[str] = (),
        bans: Iterable[str] = (),
        safe_times: Iterable[str] = (),
        announce: str = "",
        **_other: Any,
    ) -> "Rules":
        """From codes as a person chose them."""
        hours = frozenset(safe_times) or None
        kept = frozenset(bans) | ({_ONLY_TIMES} if hours else frozenset())
        return cls(frozenset(channels), kept, hours, _ONLY_TIMES in kept and hours is None, announce)

    @classmethod
    def of(cls, party: Party) -> "Rules":
        """What is on file, confirmed."""
        return cls.said(party.channels, party.bans, party.safe_times, party.announce)

    def stricter(self, other: "Rules") -> "Rules":
        """The ways both allow, every ban of either, the hours in both."""
        hours = self.hours & other.hours if self.hours is not None and other.hours is not None else None
        return Rules(
            self.channels & other.channels,
            self.bans | other.bans,
            hours if hours is not None else self.hours if self.hours is not None else other.hours,
            self.hours_in_words or other.hours_in_words,
            max(self.announce, other.announce, key=_LOUDNESS.index),
        )

    def also_by(self, channel: str) -> "Rules":
        """With one way more: the person asked for this very message by it."""
        return replace(self, channels=self.channels | {channel})

    @property
    def at_any_hour(self) -> "Rules":
        """The same for what is arranged now and happens later: the hours are then told, not compared."""
        return replace(self, hours=None, hours_in_words=False)

    def is_safe_time(self, when: datetime) -> bool:
        """Whether `when` lies in an hour they called safe; hours in words are not known here."""
        if self.hours is None:
            return True
        there = when.astimezone(LONDON)
        slots = [_TIMES[code] for code in self.hours if code in _TIMES]
        return any(there.isoweekday() in slot.days and slot.start <= there.time() < slot.end for slot in slots)

    def next_safe_time(self, when: datetime) -> datetime | None:
        """The first safe moment from `when` on, to the quarter of an hour; None where there is none in a week."""
        quarters = (when + timedelta(minutes=15 * number) for number in range(8 * 24 * 4))
        return next((moment for moment in quarters if self.is_safe_time(moment)), None)

    @property
    def orders(self) -> tuple[str, ...]:
        """Every ban as an officer reads it."""
        return tuple(ban.order for ban in BANS if ban.code in self.bans)


def allowed(
    party: Party,
    channel: str,
    when: datetime,
    *,
    details: frozenset[str] = frozenset(),
    blocked: frozenset[str] = frozenset(),
    automatic: bool = False,
    rules: Rules | None = None,
) -> Allowed | Refused:
    """May this person be reached by `channel` at `when` (aware)?

    `details` says what the contact would be like: voicemail, shown_number, at_home, marked_car, uniform. `blocked` are
    channels another owner has closed (a domestic abuse owner). `automatic`: nobody reads the person's own words before
    it is sent. `rules`: other than those in force, where just those are to be confirmed. The return page is always
    open: it waits to be read by the person.
    """
    if channel == RETURN_PAGE:
        return Allowed()
    if channel in blocked:
        return Refused("blocked", "A domestic abuse or safeguarding owner has closed this way for now.")
    rules = rules or in_force(party)
    if channel not in rules.channels:
        return Refused("not_chosen", "The person did not choose to be reached in this way.")
    bans = [ban for ban in BANS if ban.code in rules.bans and channel in ban.channels]
    facts = details if rules.is_safe_time(when) else details | {"other_time"}
    for ban in bans:
        if ban.forbids and ban.forbids in facts:
            return Refused(ban.code, ban.order)
    return _allowed_by_hours_in_words(rules, channel, bans, automatic=automatic)


def in_force(party: Party) -> Rules:
    """The person's rules, made stricter by everything they asked for since that nobody has decided on."""
    rules = Rules.of(party)
    for change in undecided_of(party) if party.undecided is None else party.undecided:
        rules = rules.stricter(proposed(change))
    return rules


def undecided_of(party: Party) -> Iterable[ContactChange]:
    """Also those that a newer one replaced: else whoever has the code could take a caution away again."""
    if party._state.adding:
        return ()
    return party.contact_changes.filter(decided_by=None).select_related("contact")


def proposed(change: ContactChange) -> Rules:
    """What the change asks for; nothing is allowed by one whose key was destroyed."""
    return Rules.said(**(change.proposed or {}))


def to_confirm_by(party: Party, change: ContactChange | None) -> Rules:
    """By which rules the person may be asked whether it was them: the old ways, with the new bans.

    Who left no old way is asked on the return page, or by a first careful contact that keeps to what they now ask for.
    """
    old = Rules.of(party)
    if old.channels - {RETURN_PAGE}:
        return replace(old, bans=in_force(party).bans)
    return proposed(change) if change else old


def has_old_way(party: Party) -> bool:
    """Whether something else than the page behind the code leads to the person."""
    return bool(set(party.channels) - {RETURN_PAGE})


def _allowed_by_hours_in_words(rules: Rules, channel: str, bans: list[Ban], *, automatic: bool) -> Allowed | Refused:
    conditions = tuple(ban.order for ban in bans)
    if rules.hours_in_words and any(ban.code == _ONLY_TIMES for ban in bans):
        if automatic:
            return Refused("hours_in_words", "They wrote when it is safe. An officer reads that first.")
        conditions += (HOURS_IN_WORDS,)
    if channel in (CALL, TEXT, VISIT) and rules.announce in ANNOUNCEMENTS:
        conditions += (str(ANNOUNCEMENTS[rules.announce]),)
    return Allowed(conditions)
