"""Checks on what is being typed, across several answers: each returns sentences by field name.

Those of acts that reach a person are in reaching.py.
"""

import datetime as dt
from collections.abc import Mapping

from django.utils.timezone import localtime

from incidents.flags import BY_CODE
from incidents.models import Consent
from partners.models import Organisation, RoleHeld
from triage import guards
from triage.choosing import aggravated_rows
from triage.law import aggravation
from triage.law.offences import CHARGES, OUTCOME_BY_CODE
from triage.models import Offence
from triage.placing import SERIOUS
from triage.records import THRIVE_PARTS
from triage.roads.table import OWN_ANSWER
from triage.scope import visible_to
from triage.situation import Situation
from triage.states import LOWERED_GRADES

#: Of an account that only specialists take.
FEW_WORDS = 300


def two_people(ctx: Situation) -> Mapping[str, str]:
    """The officer and the sergeant who supervises are two people (workflow.md), whichever of them changes."""
    officer = ctx.answers.get("officer", str(ctx.case.officer_in_case_id))
    sergeant = ctx.answers.get("supervising_sergeant", str(ctx.case.supervising_sergeant_id))
    if officer == sergeant and "supervising_sergeant" in ctx.answers:
        return {"supervising_sergeant": "Choose somebody other than the officer to supervise."}
    if officer == sergeant and "officer" in ctx.answers:
        return {"officer": "Choose somebody other than the sergeant who supervises."}
    return {}


def thrive_is_whole(ctx: Situation) -> Mapping[str, str]:
    """An obvious case needs one sentence (practice.md 26); where the risk is high, or a grave flag was raised, each part
    is answered, and the sentence says why.
    """
    level = ctx.answers.get("risk_level", "")
    flags = [str(BY_CODE[code].label).lower() for code in ctx.case.flags if code in SERIOUS and code in BY_CODE]
    because = [f"the risk is {level}"] if level in ("high", "critical") else []
    if not (because := [*because, *(f"flagged “{label}”" for label in flags)]):
        return {}
    parts = {f"thrive_{name}": label for name, label, _hint in THRIVE_PARTS}
    return {
        name: f"Write something on {label.lower()}: {', '.join(because)}."
        for name, label in parts.items()
        if not ctx.answers.get(name)
    }


def aggravated_form_is_law(ctx: Situation) -> Mapping[str, str]:
    """An aggravated form is recorded only where a law in force on the day has one for a strand of the case."""
    offence = ctx.answers.get("offence", "")
    if ctx.answers.get("aggravated") != "yes" or not offence:
        return {}
    strands = ctx.answers.get("strands") or ctx.case.strands
    report = ctx.case.report
    day = ctx.answers.get("committed_on") or report.occurred_from or localtime(report.received_at).date()
    on = dt.date.fromisoformat(day) if isinstance(day, str) else day
    if aggravation.provision_for(offence, strands, on):
        return {}
    return {"aggravated": f"{aggravation.UPLIFT} Answer no ({aggravation.UPLIFT_LAW})."}


def specialist_form_is_law(ctx: Situation) -> Mapping[str, str]:
    """The same for the specialist's word on each offence, with the strands as that review settles them."""
    if ctx.answers.get("aggravated_considered") != "applies":
        return {}
    strands = ctx.answers.get("strands_settled") or ctx.case.strands
    without = [row for row in aggravated_rows(ctx) if not _has_form(row, strands)]
    if not without:
        return {}
    named = "; ".join(f"{row.number}. {row}" for row in without)
    return {"aggravated_considered": f"{aggravation.UPLIFT} ({named}; {aggravation.UPLIFT_LAW})"}


def own_contact_is_on_record(ctx: Situation) -> Mapping[str, str]:
    """An inspector who says that they spoke with the person has a dated record of it, and no tick instead."""
    reached = ctx.case.records.filter(kind="contact", made_by=ctx.actor, codes__contact_result="reached")
    if ctx.answers.get("inspector_contact") != "made" or reached.exists():
        return {}
    return {"inspector_contact": "No contact of yours that reached them is on record. Use “Record contact” first."}


def lowering_says_why(ctx: Situation) -> Mapping[str, str]:
    """A grade is lowered by two people and for a reason (workflow.md)."""
    if ctx.answers.get("grade") not in LOWERED_GRADES or ctx.answers.get("grade_reason"):
        return {}
    return {"grade_reason": "Write why the grade is lowered."}


def no_conflict(ctx: Situation) -> Mapping[str, str]:
    """Whoever has a conflict of interest decides nothing: the case goes to somebody else first."""
    if ctx.answers.get("conflict") != "yes":
        return {}
    return {"conflict": "Then it is not yours to decide. Choose “I know somebody in it”: another inspector decides."}


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
    if task is not None and (own := OWN_ANSWER.get(task.road)):
        return {"task": f"This is answered by “{own}”, and by nothing else."}
    if task is None or not task.road or ctx.actor is None or "duty_inspector" in ctx.roles:
        return {}
    if task.team_id in ctx.actor.team_ids() or not RoleHeld.objects.current().filter(team=task.team).exists():
        return {}
    return {"task": f"This is for the {task.team.name} to answer."}


_ASK_THE_OWNER = "Partner, family or carer involved: the domestic abuse owner must lift that first."


def no_leader_of_a_child_or_family(ctx: Situation) -> Mapping[str, str]:
    """A partner agency may hear; of a child no community leader does (practice.md 12), and whoever may know the family
    not before the owner says so (13).
    """
    if ctx.answers.get("leaders_told") != "yes":
        return {}
    if not guards.NOT_A_CHILD.met(ctx):
        return {"leaders_told": guards.NOT_A_CHILD.unmet}
    return {"leaders_told": _ASK_THE_OWNER} if "faith" in ctx.blocks else {}


def partner_is_not_blocked(ctx: Situation) -> Mapping[str, str]:
    """Neither a community's own organisation nor a meeting with whoever is feared, before its block is lifted."""
    organisation = Organisation.objects.filter(pk=ctx.answers.get("organisation") or 0).first() if ctx.blocks else None
    blocked = {"faith": Organisation.Kind.COMMUNITY, "restorative": Organisation.Kind.RESTORATIVE_JUSTICE}
    shut = organisation is not None and any(blocked.get(code) == organisation.kind for code in ctx.blocks)
    return {"organisation": _ASK_THE_OWNER} if shut else {}


def account_is_the_specialists(ctx: Situation) -> Mapping[str, str]:
    """No more detail is asked of somebody who may have been assaulted sexually (practice.md 14)."""
    if "sexual" not in ctx.case.flags or len(ctx.answers.get("first_account", "")) <= FEW_WORDS:
        return {}
    return {
        "first_account": "The specialist team takes the account. Write only what was said without being asked, "
        f"in at most {FEW_WORDS} characters."
    }


def _consented(ctx: Situation, organisation: Organisation) -> bool:
    return Consent.objects.filter(
        party__report_id=ctx.case.report_id, organisation=organisation, withdrawn_at=None
    ).exists()


def _has_form(row: Offence, strands: list[str]) -> bool:
    return aggravation.provision_for(row.code, strands, row.day_of_law) is not None
