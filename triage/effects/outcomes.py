"""How a crime ends without a court: outcome, endorsement, prosecutors, and the victim told. The court is in court.py, the
inspector's review in reviewing.py.
"""

from django.utils.timezone import localtime

from triage import letters
from triage.choosing import unheard_rows
from triage.effects.court import charged, owe_update
from triage.effects.letters import post
from triage.effects.offence_rows import watch_time_limit
from triage.effects.people import back_to_officer
from triage.law.outcome_rules import rules_on
from triage.models import Case, Offence
from triage.moving import plays
from triage.situation import Situation


def propose(ctx: Situation) -> None:
    """A code and reasons for every row that has not been charged."""
    for row in ctx.open_offences:
        _ends(ctx, row, ctx.answers[f"outcome_{row.pk}"])
    ctx.case.holder = ctx.case.supervising_sergeant


def after_endorsement(ctx: Situation) -> str:
    """Cautions alone are told to the victim at once, and those of them not where the force has given them to the inspector
    as well; every other end goes to her.
    """
    rows, rules = ctx.open_offences, rules_on(ctx.case.force_id, localtime(ctx.now).date())
    hers = not rows or any(row.outcome is None or rules[row.outcome_code].inspector for row in rows)
    return "nfa_final_review" if hers else "victim_to_be_told"


def give_after_endorsement(ctx: Situation) -> None:
    ctx.case.holder = ctx.case.officer_in_case if ctx.case.state == "victim_to_be_told" else None


def cps_decision(ctx: Situation) -> str:
    """Back to work or on to its reviews, but not before the court has heard what is charged and was not dropped."""
    decision, dropped = ctx.answers["cps_decision"], ctx.answers.get("not_charged") or ()
    if decision == "charge" or any(str(row.pk) not in dropped for row in unheard_rows(ctx)):
        return "at_court"
    return {"more": "under_investigation", "no_charge": "outcome_proposed"}[decision]


def cps_decided(ctx: Situation) -> None:
    decision = ctx.answers["cps_decision"]
    for row in _decided_by_cps(ctx):
        if decision == "charge":
            charged(ctx, row, "1")
        else:
            _ends(ctx, row, "9")
    if ctx.case.state == "at_court":
        owe_update(ctx)
    proposed = ctx.case.state == "outcome_proposed"
    ctx.case.holder = ctx.case.supervising_sergeant if proposed else ctx.case.officer_in_case
    if decision == "no_charge":
        plays(ctx.case, ctx.actor, "proposer", ctx.now)


def _decided_by_cps(ctx: Situation) -> list[Offence]:
    """A charge is for all rows that were open unless said; no charge is for those that were named and for no other."""
    decision = ctx.answers["cps_decision"]
    if decision == "no_charge":
        return [row for row in ctx.offences if str(row.pk) in ctx.answers["not_charged"]]
    chosen = set(ctx.answers.get("decided") or ())
    return [row for row in ctx.open_offences if decision == "charge" and (not chosen or str(row.pk) in chosen)]


def _ends(ctx: Situation, row: Offence, code: str) -> None:
    """Not charged; whether a suspect was interviewed decides the victim's right to review."""
    row.outcome_code, row.outcome_at = code, ctx.now
    row.suspect_interviewed = ctx.answers["suspect_interviewed"] == "yes"
    row.save()


def tell_victim(ctx: Situation) -> None:
    """By voice; else by a letter, in the post or on their page. Where the victim cannot be written to at all (somebody
    else filed the report and holds the code), the reasons go to nobody in their place.
    """
    if written := letters.compose_telling(ctx):
        post(ctx, written)
    elif ctx.answers.get("contact_result") == "reached":
        ctx.case.silence_since = ctx.now


def review_decided(ctx: Situation) -> str:
    return "under_investigation" if ctx.answers["review_decision"] == "overturned" else "closed"


def open_again(ctx: Situation) -> None:
    """Back with its officer, where it is investigated again: what nobody charged can still run out of time. Where the
    review upholds the decision it stays closed.
    """
    if ctx.case.open:
        _forget_who_left(ctx.case)
        for row in ctx.open_offences:
            watch_time_limit(ctx.case, row, ctx.now)
    back_to_officer(ctx)


def _forget_who_left(case: Case) -> None:
    """They gave up open cases only: the duty inspector names others, as for a case that has nobody yet."""
    if case.officer_in_case and not case.officer_in_case.is_active:
        case.officer_in_case = None
    if case.supervising_sergeant and not case.supervising_sergeant.is_active:
        case.supervising_sergeant = None
