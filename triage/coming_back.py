"""The return code as the desk sees it: that it was narrowed, how it is settled, who is given a new one, how long it lasts.

The code itself is never here. What becomes of its row is incidents/code_changes.py's; the acts are in
workflow/events/returning.py.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.timezone import localtime

from incidents import pins, safe_contact
from incidents.models import Party, ReturnCode
from triage.fields import Choice
from triage.models import Case, Move, Record
from triage.reaching import blocked_ways
from triage.situation import Situation

#: Where the person comes to us, nobody is reached who must not be.
AT_THE_STATION = "at_the_station"
WAYS = (
    ("call", "We called them, on the number in the report"),
    ("visit", "We visited them"),
    (AT_THE_STATION, "They came to a police station"),
)
HANDED = (
    ("read_out", "Read out, and they wrote it down"),
    ("paper", "On plain paper, without anything else on it"),
)
_TO_CHECK_AGAINST = ("name", "phone", "email", "address")


@dataclass(frozen=True)
class Narrowed:
    """A code that can only write, and why, in a sentence for the head of the case."""

    code: ReturnCode
    was_changed: bool

    @property
    def banner(self) -> str:
        since = said(self.code.narrowed_at)
        if self.was_changed:
            return (
                f"The return code was changed on {since}. Until {said(self.code.expires_at)} the old one can only write. "
                "If they say that it was not them, give the old code back."
            )
        return (
            f"They asked to withdraw on {since}. Their code can only write until you have recorded the talk with them "
            "and given it back or retired it."
        )

    @property
    def label(self) -> str:
        what = "Changed" if self.was_changed else "Asked to withdraw"
        return f"{what} on {said(self.code.narrowed_at)}"


def narrowed(ctx: Situation) -> list[Narrowed]:
    """The live codes of the report that can only write, oldest first."""
    replaced = {row.replaces_id for row in ctx.codes}
    return [
        Narrowed(row, row.pk in replaced)
        for row in ctx.codes
        if row.narrowed_at and row.retired_at is None and (row.expires_at is None or row.expires_at > ctx.now)
    ]


def pins_tried(ctx: Situation) -> bool:
    """Whether somebody types wrong PINs with a live code of the report, and no right one since."""
    return any(
        row.pin_failures >= pins.MANY
        and row.retired_at is None
        and (row.expires_at is None or row.expires_at > ctx.now)
        for row in ctx.codes
    )


def choices(ctx: Situation) -> Iterable[Choice]:
    return [(str(one.code.pk), one.label) for one in narrowed(ctx)]


def talk_recorded(ctx: Situation) -> Mapping[str, str]:
    """Whoever asked to withdraw is spoken with first, or it is written down why not (practice.md 10)."""
    chosen = next((one for one in narrowed(ctx) if str(one.code.pk) == ctx.answers.get("narrowed_code")), None)
    if chosen is None or chosen.was_changed:
        return {}
    talks = Record.objects.filter(case__report_id=ctx.case.report_id, kind="contact", at__gte=chosen.code.narrowed_at)
    return {} if talks.exists() else {"narrowed_code": "Record the talk with them first, or why there was none."}


def new_code_is_safe(ctx: Situation) -> Mapping[str, str]:
    """Only to somebody whose identity can be checked against the report, and by a way they called safe."""
    party = filer(ctx.case)
    details = (party.contact_details or {}) if party else {}
    if party is None or not any(details.get(name) for name in _TO_CHECK_AGAINST):
        return {"identity_checked": "The report holds nothing to check them against: no new code is given."}
    channel = ctx.answers.get("contact_channel", "")
    if channel in ("", AT_THE_STATION):
        return {}
    verdict = safe_contact.allowed(party, channel, ctx.now, blocked=blocked_ways(ctx))
    return {"contact_channel": verdict.reason} if isinstance(verdict, safe_contact.Refused) else {}


def filer(case: Case) -> Party | None:
    """Whoever filled in the form and holds its code."""
    return Party.objects.select_related("contact", "report").filter(report_id=case.report_id, is_filer=True).first()


def handed_token(move: Move) -> str:
    """What finds the code of a move that gave one, for as long as it may be shown (incidents/fresh_codes.py)."""
    return f"handed:{move.pk}"


def closed_at(report_id: uuid.UUID) -> dt.datetime | None:
    """When the last case of a report ended; None while one is open."""
    cases = Case.objects.filter(report_id=report_id)
    if cases.filter(ended_at=None).exists():
        return None
    ended: dt.datetime | None = cases.aggregate(last=Max("ended_at"))["last"]
    return ended


def said(moment: dt.datetime | None) -> str:
    """A moment on the clock of the wall."""
    return date_format(localtime(moment), "j F Y, H:i") if moment else ""
