"""A force's own word on an outcome code: signed, dated, never overwritten. The only code that writes ForceOutcome.

A force may count a code as no further action, which puts it before the specialist inspector, and may open a review scheme
to the victim; it never takes either away again (workflow.md, "No way round the inspector"). Which row holds on a day is
asked in law/outcome_rules.py.
"""

import datetime as dt

from django.db import transaction

from hatereport import clock
from partners import forces
from partners.models import Force, Person
from triage.law.offences import CHARGES, OUTCOME_BY_CODE
from triage.law.outcome_rules import OutcomeRule, rule_for, rules_on
from triage.models import ForceOutcome


class CannotWeaken(ValueError):
    """The message says why the force cannot have this rule."""


def rules(force: Force) -> list[OutcomeRule]:
    """Every code with its rule of today. One query."""
    return list(rules_on(force.pk, clock.today()).values())


def coming(force: Force) -> list[ForceOutcome]:
    """Rows signed for a day still to come."""
    return list(ForceOutcome.objects.filter(force=force, valid_from__gt=clock.today()).order_by("valid_from", "code"))


def settle(
    by: Person,
    force: Force,
    code: str,
    *,
    nfa: bool,
    review: str,
    valid_from: dt.date,
    signed_by: str,
    signed_on: dt.date,
) -> ForceOutcome:
    """The force's rule for an outcome from a day on. Raises NotYourForce and CannotWeaken."""
    forces.must_administer(by, force)
    today = clock.today()
    if code in CHARGES and nfa:
        raise CannotWeaken("A charge is no end without further action: it goes to court.")
    if valid_from < today:
        raise CannotWeaken("Enter a day from which it holds: today or later. What was ended before stays as it was.")
    if signed_on > today:
        raise CannotWeaken("Enter the day on which it was signed: today or earlier.")
    with transaction.atomic():
        Force.objects.select_for_update().get(pk=force.pk)
        if ForceOutcome.objects.filter(force=force, code=code, valid_from=valid_from).exists():
            raise CannotWeaken("A rule is signed for that day already, and is not overwritten: choose another day.")
        _refuse_weaker(_strictest(force, code), nfa, review)
        row = ForceOutcome.objects.create(
            force=force, code=code, is_nfa=nfa, review=review, valid_from=valid_from, signed_by=signed_by.strip(),
            signed_on=signed_on,
        )  # fmt: skip
        forces.record(by, force, "outcome_settled", {"code": code, "nfa": nfa, "review": review, "from": valid_from})
    return row


def _strictest(force: Force, code: str) -> OutcomeRule:
    """The last rule signed, those to come included: whatever it asks is asked for good."""
    last = ForceOutcome.objects.filter(force=force, code=code).order_by("-valid_from").first()
    return rule_for(force.pk, code, last.valid_from if last else clock.today())


def _refuse_weaker(before: OutcomeRule, nfa: bool, review: str) -> None:
    label = OUTCOME_BY_CODE[before.code].label
    if before.nfa and not nfa:
        raise CannotWeaken(
            f"“{label}” is no further action and goes to the specialist inspector. A force may add codes to her review and "
            "never takes one away."
        )
    if before.scheme and review != before.scheme:
        raise CannotWeaken("A victim's right to a review stays once there is one: leave the scheme as it is.")
