"""What else an act changes, in the transaction of the act: offences, officers, tasks, referrals, the case it leads to.

Each function takes the Situation of the act, after its answers were read and its move was written. What is told to whom
afterwards is aftermath.py's.
"""

import datetime as dt
from typing import Any

from hatereport import clock
from hatereport.working_time import WorkingDays, deadline
from incidents import messages
from incidents.models import Classification, Report, SubjectDetail
from partners.models import Organisation, Person
from triage import clocks, placing
from triage.models import Case, Dispatch, Offence, PatternAlert, Record, Referral, SameEvent, Signpost, Task, Transfer
from triage.moving import plays
from triage.opening import open_case
from triage.records import RECORD_OF
from triage.roads import ROAD_OF
from triage.situation import Situation

# --- the control room -------------------------------------------------------------------------------------------------


def settle_incident(ctx: Situation) -> None:
    """A person has settled it: a hate incident, with a level of risk and the first action for the local focus team."""
    _settle(ctx, "hate_incident")
    _weigh(ctx)
    _settle_strands(ctx)
    set_task(ctx)


def settle_crime_and_open_it(ctx: Situation) -> None:
    """One read, one act: the incident case ends as escalated and the crime case is already on its road."""
    _settle(ctx, "hate_crime")
    _weigh(ctx)
    sent = ctx.answers["road"] == "dispatch"
    crime = open_case(
        ctx.case.report,
        "hate_crime",
        act=ctx.move.act,
        state="dispatched" if sent else "under_investigation",
        at=ctx.now,
        came_from=ctx.case,
        actor=ctx.actor,
        role=ctx.role,
        countersigned_by=ctx.countersigned_by,
        danger=False,
        clocks_from=ctx.now,
    )
    clocks.start(crime, ("attendance",) if sent else (), ctx.case.report.received_at)
    _carry_over(ctx, crime)
    plays(crime, ctx.actor, "cr_reviewer", ctx.now)
    other = _on(ctx, crime)
    _record_offence_row(other)
    _appoint(other)
    if sent:
        _write_dispatch(other)
    crime.next_due_at = clocks.next_due(crime)
    crime.save()


def settle_crime(ctx: Situation) -> None:
    """The same for a case that was opened as a crime."""
    _settle(ctx, "hate_crime")
    _weigh(ctx)
    _settle_strands(ctx)
    _record_offence_row(ctx)
    _appoint(ctx)
    if ctx.answers.get("grade"):
        ctx.case.grade = ctx.answers["grade"]
        if _lowered(ctx):
            plays(ctx.case, ctx.actor, "grade_lowered", ctx.now)
            plays(ctx.case, ctx.countersigned_by, "grade_lowered", ctx.now)
    if ctx.answers.get("log_number"):
        _write_dispatch(ctx)


def settle_as_incident_after_all(ctx: Situation) -> None:
    """A crime case that is no crime, before any crime reference: it ends, and an incident case goes to local focus."""
    _settle(ctx, "hate_incident")
    incident = _open_incident(ctx)
    set_task(_on(ctx, incident))


def settle_risk(ctx: Situation) -> None:
    """Re-assessed on change; an indicated danger stays on top until somebody is sent."""
    ctx.case.risk = placing.risk_of(ctx.case.flags, danger=ctx.case.danger, level=ctx.answers["risk_level"])


def lowers_the_grade(ctx: Situation) -> bool:
    """Lowering needs the duty inspector (workflow.md)."""
    return _lowered(ctx)


def is_allocation(ctx: Situation) -> bool:
    return ctx.answers.get("road") == "allocate"


def dispatch_at_once(ctx: Situation) -> None:
    """Somebody is on the way before anything was classified; the sergeant reviews after."""
    _write_dispatch(ctx, at_once=True)
    _danger_is_met(ctx)


def touch(ctx: Situation) -> None:
    """Taking a case in danger is touching it."""
    ctx.case.holder = ctx.actor
    if ctx.case.danger:
        clocks.stop(ctx.case, ("danger", "danger_inspector"), ctx.now)
        _report_touched(ctx)


# --- people ----------------------------------------------------------------------------------------------------------


def give_to(ctx: Situation) -> None:
    ctx.case.holder = _person(ctx, "person")


def change_officer(ctx: Situation) -> None:
    ctx.case.officer_in_case = ctx.case.holder = _person(ctx, "officer")
    plays(ctx.case, ctx.case.officer_in_case, "oic", ctx.now)


def change_supervisor(ctx: Situation) -> None:
    ctx.case.supervising_sergeant = _person(ctx, "supervising_sergeant")
    ctx.case.supervision_accepted_at = None
    plays(ctx.case, ctx.case.supervising_sergeant, "supervising_sergeant", ctx.now)
    clocks.start(ctx.case, ("supervision_acceptance",), ctx.now)


def accept_supervision(ctx: Situation) -> None:
    ctx.case.supervision_accepted_at = ctx.now


# --- tasks, records, contact -----------------------------------------------------------------------------------------


def set_task(ctx: Situation) -> None:
    """An action: what, for which team, by when. Nothing without words, where the act does not insist on one."""
    what = ctx.answers.get("action")
    if not what:
        return
    Task.objects.create(
        case=ctx.case,
        team_id=int(ctx.answers["action_team"]),
        set_by=ctx.actor,
        set_at=ctx.now,
        due_at=ctx.now + dt.timedelta(hours=int(ctx.answers["action_due"])),
        what=what,
    )


def direct_holding_team(ctx: Situation) -> None:
    """Directions of whoever returned the case are an action for the team that holds it now."""
    Task.objects.create(
        case=ctx.case,
        team=ctx.case.holding_team,
        set_by=ctx.actor,
        set_at=ctx.now,
        due_at=ctx.now + dt.timedelta(hours=int(ctx.answers["direction_due"])),
        what=ctx.answers["directions"],
    )
    if ctx.case.kind == "hate_crime":
        ctx.case.holder = ctx.case.officer_in_case


def answer_task(ctx: Situation) -> None:
    task = ctx.case.tasks.select_for_update().get(pk=ctx.answers["task"])
    task.case = ctx.case
    task.answered_by, task.answered_at, task.answer = ctx.actor, ctx.now, ctx.answers["task_answer"]
    task.save()
    if task.road:
        clocks.stop(ctx.case, _clocks_of_road(task.road), ctx.now)


def answer_alert(ctx: Situation) -> None:
    alert = PatternAlert.objects.get(pk=ctx.answers["alert"], case=ctx.case)
    alert.state, alert.answered_at, alert.answered_by = ctx.answers["alert_answer"], ctx.now, ctx.actor
    alert.save()


def contact_recorded(ctx: Situation) -> None:
    """Only real contact ends the silence."""
    if ctx.answers["contact_result"] != "reached":
        return
    ctx.case.silence_since = ctx.now
    clocks.stop(ctx.case, ("first_contact",), ctx.now)
    if ctx.case.kind == "hate_crime":
        clocks.start(ctx.case, ("progress_contact",), ctx.now)


def threshold_decided(ctx: Situation) -> None:
    """Below the threshold nothing about the person blamed is kept (practice.md 19)."""
    subject = SubjectDetail.objects.select_related("subject").filter(report_id=ctx.case.report_id).first()
    if subject is None:
        return
    removed = ctx.answers["threshold"] == "remove"
    if removed:
        subject.subject.shred()
    subject.state = SubjectDetail.State.REMOVED if removed else SubjectDetail.State.KEPT
    subject.settled_at = ctx.now
    subject.save(update_fields=["state", "settled_at"])


def supervise(ctx: Situation) -> None:
    hours = int(ctx.answers["review_hours"])
    clocks.start(ctx.case, ("supervision_review",), ctx.now, due_at=ctx.now + dt.timedelta(hours=hours))


def not_seen(ctx: Situation) -> None:
    clocks.start(
        ctx.case, ("attendance",), ctx.now, due_at=ctx.now + dt.timedelta(hours=int(ctx.answers["next_attempt"]))
    )


def attended(ctx: Situation) -> None:
    ctx.case.holder = ctx.case.officer_in_case
    if ctx.answers.get("victim_seen") == "seen":
        ctx.case.silence_since = ctx.now


# --- support ---------------------------------------------------------------------------------------------------------


def signpost(ctx: Situation) -> None:
    """What an officer named by hand is kept beside what the rules named."""
    Signpost.objects.bulk_create(
        [
            Signpost(case=ctx.case, stage=ctx.case.state, organisation_id=int(pk), rule="by_officer", at=ctx.now)
            for pk in ctx.answers.get("support_organisations", [])
        ],
        ignore_conflicts=True,
    )
    if ctx.answers.get("support") in ("accepted", "declined"):
        clocks.stop(ctx.case, ("support_referral",), ctx.now)


def refer(ctx: Situation) -> None:
    organisation = Organisation.objects.get(pk=ctx.answers["organisation"])
    Referral.objects.create(
        case=ctx.case,
        organisation=organisation,
        basis=ctx.answers["basis"],
        sent_by=ctx.actor,
        sent_at=ctx.now,
        due_at=deadline(ctx.now, WorkingDays(2)),
        told={"told": ctx.answers["told"]},
    )
    clocks.stop(ctx.case, ("support_referral",), ctx.now)


# --- asking the reporter ---------------------------------------------------------------------------------------------


def ask_reporter(ctx: Situation) -> None:
    messages.post_to_reporter(ctx.case.report, ctx.actor, ctx.answers["question"])
    clocks.pause(ctx.case, ctx.now)


def go_on(ctx: Situation) -> None:
    clocks.resume(ctx.case, ctx.now)


def state_before_asking(ctx: Situation) -> str:
    """Where the case was when the reporter was asked."""
    asked = ctx.case.moves.filter(to="awaiting_information").exclude(frm="awaiting_information").latest("seq")
    return asked.frm


# --- transfer --------------------------------------------------------------------------------------------------------


def offer_transfer(ctx: Situation) -> None:
    Transfer.objects.create(
        case=ctx.case,
        to_force_id=ctx.answers["to_force"],
        offered_by=ctx.actor,
        offered_at=ctx.now,
        words={"known": ctx.answers["known"], "danger": ctx.answers["transfer_danger"]},
    )


def accept_transfer(ctx: Situation) -> None:
    """The receiver gets its own case where it works here; elsewhere the acknowledgement is the receipt."""
    transfer = _decide_transfer(ctx, Transfer.State.ACCEPTED)
    if transfer.to_force.on_board:
        theirs = open_case(
            ctx.case.report,
            ctx.case.kind,
            act="accept_transfer",
            state="control_room",
            at=ctx.now,
            force=transfer.to_force,
            came_from=ctx.case,
            actor=ctx.actor,
            role=ctx.role,
        )
        _carry_offences(ctx.case, theirs)


def refuse_transfer(ctx: Situation) -> None:
    _decide_transfer(ctx, Transfer.State.REFUSED)


# --- crime: outcome, review, court -----------------------------------------------------------------------------------


def record_offence(ctx: Situation) -> None:
    _record_offence_row(ctx)


def propose(ctx: Situation) -> None:
    """A code and reasons for every row that has not been charged."""
    for row in ctx.open_offences:
        row.outcome_code, row.outcome_at = ctx.answers[f"outcome_{row.pk}"], ctx.now
        row.suspect_interviewed = ctx.answers["suspect_interviewed"] == "yes"
        row.save()
    ctx.case.holder = ctx.case.supervising_sergeant


def charge(ctx: Situation) -> None:
    chosen = set(ctx.answers["charged"])
    for row in ctx.offences:
        if str(row.pk) in chosen:
            row.outcome_code, row.outcome_at = "1", ctx.now
            row.save()


def final_review(ctx: Situation) -> None:
    """One structured review for each row that nobody charged (workflow.md)."""
    fields = RECORD_OF["nfa_review"].fields
    rows = ctx.open_offences
    for row in rows:
        prefix = review_prefix(ctx, row)
        words = {field.name: ctx.answers[prefix + field.name] for field in fields if field.sealed}
        codes = {field.name: ctx.answers[prefix + field.name] for field in fields if not field.sealed}
        Record.objects.create(
            case=ctx.case,
            move=ctx.move,
            kind="nfa_review",
            at=ctx.now,
            made_by=ctx.actor,
            offence=row,
            codes=codes,
            words=words,
        )
    ctx.case.holder = ctx.case.officer_in_case


def review_prefix(ctx: Situation, row: Offence) -> str:
    return f"row{row.number}_" if len(ctx.open_offences) > 1 else ""


def back_to_officer(ctx: Situation) -> None:
    ctx.case.holder = ctx.case.officer_in_case


def to_nobody(ctx: Situation) -> None:
    """The next stage's people take it themselves."""
    ctx.case.holder = None


def after_endorsement(ctx: Situation) -> str:
    """Cautions alone are told to the victim at once; every other end goes to the inspector."""
    rows = ctx.open_offences
    caution = bool(rows) and all(row.outcome and row.outcome.ends == "caution" for row in rows)
    return "victim_to_be_told" if caution else "nfa_final_review"


def give_after_endorsement(ctx: Situation) -> None:
    ctx.case.holder = ctx.case.officer_in_case if ctx.case.state == "victim_to_be_told" else None


def cps_decision(ctx: Situation) -> str:
    return {"charge": "at_court", "more": "under_investigation", "no_charge": "outcome_proposed"}[
        ctx.answers["cps_decision"]
    ]


def cps_decided(ctx: Situation) -> None:
    decision = ctx.answers["cps_decision"]
    code = {"charge": "1", "no_charge": "9"}.get(decision)
    for row in ctx.open_offences if code else ():
        row.outcome_code, row.outcome_at = code, ctx.now
        row.save()
    ctx.case.holder = ctx.case.supervising_sergeant if decision == "no_charge" else ctx.case.officer_in_case
    if decision == "no_charge":
        plays(ctx.case, ctx.actor, "proposer", ctx.now)


def after_result(ctx: Situation) -> str:
    """A row nobody charged and nobody reviewed cannot end with the trial of another."""
    reviewed = {record.offence_id for record in ctx.records if record.kind == "nfa_review"}
    left = [
        row
        for row in ctx.open_offences
        if row.pk not in reviewed and not (row.outcome and row.outcome.ends == "caution")
    ]
    return "under_investigation" if left else "victim_to_be_told"


def tell_victim(ctx: Situation) -> None:
    """By an allowed channel; where nobody can be reached it is left on the return page."""
    if ctx.answers["contact_channel"] == "return_page" or ctx.answers["contact_result"] != "reached":
        messages.post_to_reporter(ctx.case.report, ctx.actor, ctx.answers["reasons"])
    else:
        ctx.case.silence_since = ctx.now


def cancel_record(ctx: Situation) -> None:
    """Not a crime after all, on the registrar's authority: the incident stays and goes to local focus."""
    _open_incident(ctx)


def review_decided(ctx: Situation) -> str:
    return "under_investigation" if ctx.answers["review_decision"] == "overturned" else "closed"


# --- ends and returns ------------------------------------------------------------------------------------------------


def open_crime_from_incident(ctx: Situation) -> None:
    """The incident shows an offence: a crime case starts in the control room, with everything known."""
    _settle(ctx, "hate_crime")
    crime = open_case(
        ctx.case.report,
        "hate_crime",
        act=ctx.move.act,
        state="control_room",
        at=ctx.now,
        came_from=ctx.case,
        actor=ctx.actor,
        role=ctx.role,
    )
    _carry_over(ctx, crime)
    _record_offence_row(_on(ctx, crime))


def restrict(ctx: Situation) -> None:
    ctx.case.restricted = True
    ctx.case.holding_team = placing.team_for(ctx.case, ctx.case.state)
    ctx.case.holder = None


def danger_again(ctx: Situation) -> None:
    """A later message says danger: to the control room's alarm from any state, closed included."""
    ctx.case.danger = True
    ctx.case.risk = placing.DANGER
    clocks.start(ctx.case, ("danger", "danger_inspector"), ctx.now)


def link_same_event(ctx: Situation) -> None:
    other = Case.objects.select_related("report").get(reference=ctx.answers["other_reference"].upper()).report
    first, second = sorted((ctx.case.report, other), key=lambda report: report.pk)
    SameEvent.objects.get_or_create(
        report=first, other=second, undone_at=None, defaults={"linked_by": ctx.actor, "linked_at": ctx.now}
    )


def unlink_same_event(ctx: Situation) -> None:
    SameEvent.objects.filter(pk=ctx.answers["link"], undone_at=None).update(undone_by=ctx.actor, undone_at=ctx.now)


# --- shared ----------------------------------------------------------------------------------------------------------


def _settle(ctx: Situation, kind: str) -> None:
    report = ctx.case.report
    Classification.objects.create(
        report=report,
        at=ctx.now,
        source="person",
        kind=kind,
        strands=list(ctx.answers.get("strands") or ctx.case.strands),
        content=report.content,
        reasons=[ctx.answers.get("assessment") or ctx.answers.get("reasons") or ""],
        decided_by=ctx.actor,
    )


def _settle_strands(ctx: Situation) -> None:
    if ctx.answers.get("strands"):
        ctx.case.strands = list(ctx.answers["strands"])


def _weigh(ctx: Situation) -> None:
    level = ctx.answers.get("risk_level", "")
    if ctx.answers.get("log_number"):
        _danger_is_met(ctx)
    ctx.case.risk = placing.risk_of(ctx.case.flags, danger=False, level=level, crime=ctx.case.kind == "hate_crime")
    clocks.stop(ctx.case, ("danger", "danger_inspector"), ctx.now)
    _report_touched(ctx)


def _danger_is_met(ctx: Situation) -> None:
    ctx.case.danger = False
    clocks.stop(ctx.case, ("danger", "danger_inspector"), ctx.now)
    _report_touched(ctx)


def _report_touched(ctx: Situation) -> None:
    Report.objects.filter(pk=ctx.case.report_id, danger=True, danger_touched_at=None).update(
        danger_touched_at=clock.now()
    )


def _lowered(ctx: Situation) -> bool:
    return ctx.answers.get("grade") in ("scheduled", "resolution_without_deployment")


def _person(ctx: Situation, name: str) -> Person:
    return Person.objects.get(pk=ctx.answers[name])


def _appoint(ctx: Situation) -> None:
    case = ctx.case
    case.officer_in_case = case.holder = _person(ctx, "officer")
    case.supervising_sergeant = _person(ctx, "supervising_sergeant")
    case.supervision_accepted_at = None
    plays(case, case.officer_in_case, "oic", ctx.now)
    plays(case, case.supervising_sergeant, "supervising_sergeant", ctx.now)


def _write_dispatch(ctx: Situation, *, at_once: bool = False) -> None:
    Dispatch.objects.create(
        case=ctx.case,
        log_number=ctx.answers["log_number"][:40],
        at=ctx.now,
        sent_by=ctx.actor,
        officer=ctx.case.officer_in_case,
        at_once=at_once,
    )


def _record_offence_row(ctx: Situation) -> None:
    if not ctx.answers.get("offence"):
        return
    committed = ctx.answers.get("committed_on") or (
        ctx.case.report.occurred_from and ctx.case.report.occurred_from.isoformat()
    )
    committed_on = dt.date.fromisoformat(committed) if committed else None
    chosen = ctx.answers.get("offence_row")
    known = Offence.objects.filter(case=ctx.case, pk=chosen).first() if chosen and chosen != "new" else None
    row = known or Offence(case=ctx.case, number=ctx.case.offences.count() + 1)
    row.code, row.aggravated = ctx.answers["offence"], ctx.answers.get("aggravated") == "yes"
    row.crime_reference = ctx.answers.get("crime_reference") or row.crime_reference
    row.committed_on = committed_on or row.committed_on
    row.save()
    if row.settled.summary_only and row.committed_on:
        begun = dt.datetime.combine(row.committed_on, dt.time(), dt.UTC)
        clocks.start(ctx.case, ("time_limit",), begun, offence=row)


def _carry_over(ctx: Situation, crime: Case) -> None:
    """Who assessed the incident is barred from ending the crime too."""
    for part in ctx.case.parts.select_related("person"):
        plays(crime, part.person, "cr_reviewer" if part.part == "assessed" else part.part, ctx.now)


def _carry_offences(case: Case, other: Case) -> None:
    Offence.objects.bulk_create(
        [
            Offence(
                case=other, number=row.number, code=row.code, aggravated=row.aggravated, committed_on=row.committed_on
            )
            for row in case.offences.all()
        ]
    )


def _open_incident(ctx: Situation) -> Case:
    incident = open_case(
        ctx.case.report,
        "hate_incident",
        act=ctx.move.act,
        state="local_focus",
        at=ctx.now,
        came_from=ctx.case,
        actor=ctx.actor,
        role=ctx.role,
        countersigned_by=ctx.countersigned_by,
    )
    plays(incident, ctx.actor, "assessed", ctx.now)
    return incident


def _decide_transfer(ctx: Situation, state: str) -> Transfer:
    transfer = ctx.transfer
    transfer.case = ctx.case
    words: dict[str, Any] = dict(transfer.words or {})
    words.update(
        {
            name: ctx.answers[name]
            for name in ("acknowledged_by", "acknowledged_number", "reasons")
            if ctx.answers.get(name)
        }
    )
    transfer.state, transfer.decided_by, transfer.decided_at, transfer.words = state, ctx.actor, ctx.now, words
    transfer.save()
    clocks.stop(ctx.case, ("transfer",), ctx.now)
    return transfer


def _on(ctx: Situation, case: Case) -> Situation:
    """The same act, seen from the case it opened."""
    return Situation(case, ctx.actor, ctx.act, ctx.answers, ctx.role, ctx.countersigned_by, ctx.now)


def _clocks_of_road(flag: str) -> tuple[str, ...]:
    clock_code = ROAD_OF[flag].clock if flag in ROAD_OF else ""
    return (clock_code,) if clock_code else ()
