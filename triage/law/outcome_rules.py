"""What an outcome means in a force on a day: no further action or not, who must see it, whose review the victim may ask.

The service's own table is in offences.py; a force's signed word is a ForceOutcome row. A force may add a code to the
specialist inspector's review and never take one from it (workflow.md, "No way round the inspector"): whatever its rows
say, every end but charge and caution is hers.
"""

import datetime as dt
from dataclasses import dataclass

from triage.law.offences import OUTCOME_BY_CODE, OUTCOMES, Outcome
from triage.models import ForceOutcome


@dataclass(frozen=True)
class OutcomeRule:
    """`scheme`: whose right to review the victim has, if a suspect was interviewed: "", police or cps. `signed_by`: empty
    where the service's own default holds.
    """

    code: str
    label: str
    nfa: bool
    inspector: bool
    scheme: str
    signed_by: str = ""


def rule_for(force_id: str, code: str, on: dt.date) -> OutcomeRule:
    """The rule of one outcome. KeyError for a code that is none. One query."""
    rows = ForceOutcome.objects.filter(force_id=force_id, code=code, valid_from__lte=on).order_by("-valid_from")
    return _rule(OUTCOME_BY_CODE[code], rows.first())


def rules_on(force_id: str, on: dt.date) -> dict[str, OutcomeRule]:
    """The rules of every outcome on a day, by code, in the order of the table. One query."""
    rows = ForceOutcome.objects.filter(force_id=force_id, valid_from__lte=on).order_by("valid_from")
    newest = {row.code: row for row in rows}
    return {outcome.code: _rule(outcome, newest.get(outcome.code)) for outcome in OUTCOMES}


def _rule(outcome: Outcome, own: ForceOutcome | None) -> OutcomeRule:
    hers = outcome.ends == "other"
    if own is None:
        return OutcomeRule(outcome.code, outcome.label, outcome.nfa, hers, outcome.review)
    hers = hers or (own.is_nfa and outcome.ends != "charge")
    return OutcomeRule(outcome.code, outcome.label, own.is_nfa, hers, own.review, own.signed_by)
