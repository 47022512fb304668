"""Checks on what is being typed, across several answers: each returns sentences by field name.

Those of acts that reach a person are in reaching.py.
"""

from collections.abc import Mapping

from incidents.models import Consent
from partners.models import Organisation, RoleHeld
from triage.offences import CHARGES, OUTCOME_BY_CODE
from triage.scope import visible_to
from triage.situation import Situation


def two_people(ctx: Situation) -> Mapping[str, str]:
    """The officer and the sergeant who supervises are two people (workflow.md), whichever of them changes."""
    officer = ctx.answers.get("officer", str(ctx.case.officer_in_case_id))
    sergeant = ctx.answers.get("supervising_sergeant", str(ctx.case.supervising_sergeant_id))
    if officer == sergeant and "supervising_sergeant" in ctx.answers:
        return {"supervising_sergeant": "Choose somebody other than the officer to supervise."}
    if officer == sergeant and "officer" in ctx.answers:
        return {"officer": "Choose somebody other than the sergeant who supervises."}
    return {}


def basis_fits(ctx: Situation) -> Mapping[str, str]:
    """A charity takes explicit consent or nothing that names the person (practice.md 20)."""
    organisation = Organisation.objects.filter(pk=ctx.answers.get("organisation") or 0).first()
    basis = ctx.answers.get("basis")
    if organisation is None or not basis:
        return {}
    if basis not in organisation.referral_bases:
        return {"basis": f"{organisation.name} can only be told with the person's consent, or without names."}
    if basis == "explicit_consent" and not _consented(ctx, organisation):
        return {
            "basis": f"This person has not said yes to {organisation.name}. Ask them first, or tell it without names."
        }
    return {}


def outcomes_fit(ctx: Situation) -> Mapping[str, str]:
    """An officer proposes any outcome but a charge, which goes its own road."""
    return {
        name: "A charge is not proposed here; use “Charge”."
        for name, code in ctx.answers.items()
        if name.startswith("outcome_") and code in CHARGES and code in OUTCOME_BY_CODE
    }


def other_case_in_scope(ctx: Situation) -> Mapping[str, str]:
    """Only what the person may see can be linked; another force's case and a typing error look alike."""
    typed = ctx.answers.get("other_reference", "").upper()
    if not typed or ctx.actor is None:
        return {}
    found = visible_to(ctx.actor).filter(reference=typed).exclude(report_id=ctx.case.report_id).exists()
    return (
        {}
        if found
        else {"other_reference": "No other case with this reference is open to you. Check it and try again."}
    )


def road_s_own_team(ctx: Situation) -> Mapping[str, str]:
    """A special road is owned by its team (practice.md 11 to 15): where somebody sits in it, they answer, and at night
    the duty inspector.
    """
    task = next((task for task in ctx.open_tasks if str(task.pk) == ctx.answers.get("task")), None)
    if task is None or not task.road or ctx.actor is None or "duty_inspector" in ctx.roles:
        return {}
    if task.team_id in ctx.actor.team_ids() or not RoleHeld.objects.current().filter(team=task.team).exists():
        return {}
    return {"task": f"This is for the {task.team.name} to answer."}


def _consented(ctx: Situation, organisation: Organisation) -> bool:
    return Consent.objects.filter(
        party__report_id=ctx.case.report_id, organisation=organisation, withdrawn_at=None
    ).exists()
