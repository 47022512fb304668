"""A referral, from the side of the organisation it was sent to: accept, decline, close. Small acts on one small row.

What an organisation sees is what the officer wrote for it, the basis and the day it is due; never the report and never
the case. Sending a referral is an act on the case (workflow).
"""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from hatereport import audit, clock
from hatereport.audit import Actor
from partners.models import Person
from triage.models import Referral
from triage.places import Order, Place, key, moment

PAGE = 50
ORDER = Order(("-sent_at", "id"), (moment, key))
PARTNERS = ("partner_user", "centre_user")


class NoSuchReferral(LookupError):
    """There is no such referral for you."""


class NotNow(ValueError):
    """This has been answered already. Load the page again."""


@dataclass(frozen=True)
class Answer:
    """One row: what an organisation may say, and from which states."""

    code: str
    label: str
    frm: tuple[str, ...]
    to: Referral.State


ANSWERS: tuple[Answer, ...] = (
    Answer("accept", "Accept", (Referral.State.SENT,), Referral.State.ACCEPTED),
    Answer("decline", "Decline", (Referral.State.SENT,), Referral.State.DECLINED),
    Answer("close", "Close: our work is done", (Referral.State.ACCEPTED,), Referral.State.CLOSED),
)
ANSWER = {answer.code: answer for answer in ANSWERS}


def referrals_of(person: Person) -> QuerySet[Referral]:
    """Referrals to the organisations this person works for, the newest first; nobody else's, ever."""
    theirs = {held.organisation_id for held in person.roles_held() if held.role in PARTNERS}
    rows = Referral.objects.filter(organisation__in=theirs).select_related("organisation", "case__staff")
    return rows.order_by(*ORDER.fields)


def as_partner(person: Person) -> Actor:
    """As the log names whoever reads or answers referrals."""
    return person.as_actor(next(role for role in PARTNERS if person.holds(role)))


def page_of(person: Person, after: Place | None = None) -> list[Referral]:
    """One row more than a page holds, so that the reader knows whether another follows."""
    rows = referrals_of(person)
    return list((rows.filter(after.beyond()) if after else rows)[: PAGE + 1])


def open_answers(referral: Referral) -> list[Answer]:
    return [answer for answer in ANSWERS if referral.state in answer.frm]


@transaction.atomic
def answer(person: Person, referral_id: uuid.UUID, code: str) -> Referral:
    """Say one of ANSWERS. Recorded on the case as well. Raises NoSuchReferral and NotNow."""
    referral = referrals_of(person).select_for_update(of=("self",)).filter(pk=referral_id).first()
    if referral is None:
        raise NoSuchReferral(NoSuchReferral.__doc__)
    said = ANSWER.get(code)
    if said is None or referral.state not in said.frm:
        raise NotNow(NotNow.__doc__)
    referral.state, referral.answered_at, referral.answered_by = said.to, clock.now(), person
    referral.save(update_fields=["state", "answered_at", "answered_by"])
    actor, detail = as_partner(person), {"referral": referral.pk, "answer": code}
    audit.record(
        actor, "alteration", "case", referral.case_id, "referral_answered", detail, force=referral.case.force_id
    )
    return referral
