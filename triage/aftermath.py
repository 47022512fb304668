"""What follows from a move, carried out by Celery: the next holder is told, help is named, the reporter's page says so.

Runs once for each move, in the transaction of the outbox; may run twice. It never changes the case.
"""

import uuid

from django.db import transaction
from django.utils.timezone import localtime

from hatereport import clock
from incidents import code_changes, needs, news, progress
from partners import turns
from partners.models import Person, Team
from partners.roles import ROLE
from partners.signposting import SignpostFacts, signposts
from partners.teams import team_for
from triage.choosing import free_inspectors, holders_of
from triage.clocks.kinds import CLOCK_KIND
from triage.clocks.running import BREACHED
from triage.coming_back import closed_at
from triage.guards import REVIEW_WINDOW, can_be_reviewed
from triage.models import Case, ClockEvent, DeskNotice, Move, Signpost
from triage.parts import LEAD
from triage.situation import Situation
from triage.workflow import ACT, OPENINGS

#: Acts that somebody else than the holder must hear of.
_ROLE_TOLD = {"danger_reported": "control_room_operator"}
#: Acts that the holder, or the team where nobody holds it, hears of.
_TOLD_OF = frozenset(
    (
        *("hand_over", "cover", "set_action", "message_received", "withdrawal_requested", "code_changed"),
        "danger_reported",
    )
)
#: Nobody waits for it, and thousands of a flood would bury the news that somebody does wait for.
_TOLD_TO_NOBODY = frozenset({"mark_not_a_report"})
_OPENED_WITH = {(opening.kind, opening.act, opening.to): opening.public for opening in OPENINGS}


@transaction.atomic
def follow_up(move_id: uuid.UUID) -> None:
    """Tell, name help, and push the reporter's sentence for one move."""
    move = Move.objects.select_related("actor", "case__report", "case__holder", "case__holding_team").get(pk=move_id)
    if move.changes_state and move.act not in _TOLD_TO_NOBODY:
        tell(move.case, "arrived" if move.case.state == move.to else "moved", cause=f"move:{move.pk}")
        name_help(move)
    elif move.act in _TOLD_OF:
        tell(move.case, move.act, cause=f"move:{move.pk}", role=_ROLE_TOLD.get(move.act, ""))
    tell_of_signature(move)
    tell_of_transfer(move)
    if move.act == "cancel_record" and move.frm:
        tell(move.case, "record_cancelled", cause=f"move:{move.pk}:inspector", role="hate_crime_inspector")
    arrived_there = move.changes_state or move.act == "declare_conflict"
    if arrived_there and move.to == "nfa_final_review":
        alarm_the_lead(move)
    push_sentence(move)
    if move.changes_state:
        ended = closed_at(move.case.report_id)
        code_changes.expire(move.case.report, ended)
        if ended:
            news.closes(move.case.report)


def tell(case: Case, what: str, *, cause: str, role: str = "", person: Person | None = None) -> None:
    """One notice: for the team of a role where one is named, else for the holder, else for the holding team. Of a
    restricted case only its own team hears, and the control room where somebody is in danger.
    """
    team, person = case.holding_team, person or (None if role else case.holder)
    if role and (case.danger or not case.restricted):
        team = team_for(ROLE[role].team_kind, case.force_id, case.area_id)
    leave(case, what, cause=cause, team=team, person=person)
    if person is None and team.kind == "duty":
        # The one on the turn is told by name as well; the whole role is told whether or not somebody is on it.
        for on_turn in turns.on_duty(team):
            by_name = uuid.uuid5(on_turn.pk, cause).hex
            leave(case, what, cause=f"turn:{by_name}", team=team, person=on_turn)


def leave(case: Case, what: str, *, cause: str, team: Team, person: Person | None = None) -> None:
    """The notice itself, once for one cause."""
    DeskNotice.objects.bulk_create(
        [DeskNotice(case=case, team=team, person=person, what=what, cause=cause, at=clock.now())],
        ignore_conflicts=True,
    )


@transaction.atomic
def stood_aside(case_id: uuid.UUID | str, move_id: uuid.UUID | str) -> None:
    """Whoever held the case knows somebody in it: its team takes it on, and the duty inspector names others. `move_id`: the
    declaration, which may stand in another case of the report.
    """
    case = Case.objects.select_related("holding_team", "holder").get(pk=case_id)
    act = Move.objects.values_list("act", flat=True).get(pk=move_id)
    cause = f"aside:{uuid.UUID(str(move_id)).hex}:{case.pk.hex}"
    tell(case, act, cause=cause)
    tell(case, act, cause=f"{cause}:duty", role="duty_inspector")


def tell_of_signature(move: Move) -> None:
    """Whoever may sign hears what is asked of them; whoever asked hears the answer."""
    if move.act == "ask_countersignature":
        for role in ACT[move.case.kind, move.codes["for"]].countersigners:
            who = next(iter(_named(move.case, role)), None)
            tell(move.case, move.act, cause=f"move:{move.pk}:{role}", role=role, person=who)
    elif move.act == "refuse_countersignature":
        refused = move.case.countersignatures.filter(state="refused", act=move.codes["for"]).latest("decided_at")
        tell(move.case, "signature_refused", cause=f"move:{move.pk}:asked", person=refused.asked_by)
    elif move.countersigned_by_id and move.actor:
        tell(move.case, "signature_given", cause=f"move:{move.pk}:asked", person=move.actor)


def tell_of_transfer(move: Move) -> None:
    """The control room it is offered to, where it works here; and whoever offered it, of the answer."""
    if move.act == "offer_transfer":
        offered = move.case.transfers.select_related("to_force").latest("offered_at")
        if offered.to_force.holds_reports:
            theirs = "professional_standards" if move.case.restricted else "control_room"
            team = team_for(theirs, offered.to_force_id)
            leave(move.case, move.act, cause=f"move:{move.pk}:offered", team=team)
    elif move.act in ("accept_transfer", "refuse_transfer") and move.frm:  # not the case that begins with it elsewhere
        answered = move.case.transfers.exclude(decided_at=None).select_related("offered_by").latest("decided_at")
        tell(move.case, move.act, cause=f"move:{move.pk}:offered", person=answered.offered_by)


def alarm_the_lead(move: Move) -> None:
    """Every inspector of the force is barred: the final review falls to the lead, who is told so (workflow.md)."""
    if free_inspectors(move.case):
        return
    for lead in holders_of(move.case.force_id, *LEAD):
        tell(move.case, "nobody_free", cause=f"move:{move.pk}:{lead.pk}", role="hate_crime_lead", person=lead)


def name_help(move: Move) -> None:
    """Signposts of the new stage, by the rules over the directory."""
    case, stage = move.case, move.case.stage.signposts
    if not stage or case.state != move.to:
        return
    report = case.report
    found = signposts(
        stage,
        SignpostFacts(
            force_code=case.force_id,
            area_code=case.area_id or "",
            strands=frozenset(case.strands),
            details=frozenset(report.strand_details),
            needs=needs.of_report(report, report.parties.all()) | frozenset(case.flags),
            anonymous=report.contact_choice == "anonymous",
        ),
    )
    Signpost.objects.bulk_create(
        [
            Signpost(case=case, stage=stage, organisation=named.organisation, rule=named.rule, at=move.at)
            for named in found
            if named.organisation is not None
        ],
        ignore_conflicts=True,
    )


def push_sentence(move: Move) -> None:
    """The sentence of the act, else of the state it led to. The report itself said the first one when it was sent."""
    case = move.case
    if move.frm == "":
        sentence = _OPENED_WITH.get((case.kind, move.act, move.to), "")
    else:
        row = ACT.get((case.kind, move.act))
        sentence = (row.public if row else "") or (
            case.stage.public if move.changes_state and case.state == move.to else ""
        )
    if case.restricted and sentence:
        sentence = "specialist_team"
    if sentence and not case.report.progress.filter(parameters__move=str(move.pk)).exists():
        due = case.next_due_at if case.open and case.next_due_at.year < 9000 else None
        progress.push(case.report, sentence, due_at=due, move=str(move.pk), **_review(move))


def _review(move: Move) -> dict[str, str]:
    """Until when the victim may ask for the decision to be looked at again, where they may at all."""
    if move.act != "tell_victim" or not can_be_reviewed(Situation(move.case, None)):
        return {}
    return {"review_until": (localtime(move.at) + REVIEW_WINDOW).date().isoformat()}


@transaction.atomic
def clock_spoke(clock_id: uuid.UUID, event: str, level: int) -> None:
    """A warning goes to the holder, a breach to whoever answers for it, an escalation to the next above; off shift all
    go to the duty inspector.
    """
    facts = ClockEvent.objects.select_related(
        "clock__case__holding_team", "clock__case__holder", "clock__case__supervising_sergeant"
    )
    told = list(facts.filter(clock_id=clock_id, what=event).order_by("id"))
    escalated = event == ClockEvent.What.ESCALATED
    fact = told[min(level - BREACHED, len(told)) - 1] if escalated else told[-1]
    case, kind = fact.clock.case, CLOCK_KIND[fact.clock.kind]
    upwards = escalated or event == ClockEvent.What.BREACHED
    role = fact.told if upwards or kind.alarms or fact.told == "duty_inspector" else ""
    what, cause = f"{event}:{kind.code}", f"clock:{clock_id}:{event}:{level}"
    named = _named(case, role) if escalated else []
    for person in named:
        tell(case, what, cause=f"{cause}:{person.pk.hex[:12]}", role=role, person=person)
    if not named:
        tell(case, what, cause=cause, role=role)


def _named(case: Case, role: str) -> list[Person]:
    """Who is meant by name: the sergeant of this case, or the force's lead; of other roles whoever is there."""
    if role == "supervising_sergeant" and case.supervising_sergeant:
        return [case.supervising_sergeant]
    return holders_of(case.force_id, *LEAD) if role in LEAD and not case.restricted else []
