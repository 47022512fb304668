"""Who and what may be chosen in a case: officers to send, teams to ask, organisations to name.

Lists are short and of the case's own force; the answer is checked against the same list that was shown.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime

from hatereport import clock
from hatereport.languages.table import LANGUAGES
from partners.models import Force, Organisation, Person, RoleHeld, Team
from triage.clocks.kinds import CLOCK_KIND, TELLINGS
from triage.colleagues import People
from triage.models.case import Case
from triage.models.first_look import FirstLook
from triage.models.move import Move
from triage.models.offence import Offence
from triage.models.paper import Attachment
from triage.parts import BARRED_FROM_NFA, DUTY, HCI, LEAD

Choice = tuple[str, str]
#: In place of a person: whoever of the team comes first.
TO_THE_TEAM = "team"


def holders_of(force_id: str, *roles: str, team_id: int | None = None, of: Case | None = None) -> list[Person]:
    """Active people who hold one of the roles today in a force, by name; for a case, those who did not stand
    aside from its report."""
    held = RoleHeld.objects.current().filter(force_id=force_id, role__in=roles, person__is_active=True)
    if team_id is not None:
        held = held.filter(Q(team_id=team_id) | Q(team=None))
    if of is not None:
        held = held.exclude(
            person__in=FirstLook.objects.filter(case__report=of.report_id, conflict=True).values("person")
        )
    people = {row.person_id: row.person for row in held.select_related("person")}
    return sorted(people.values(), key=lambda person: person.name)


def _owners(ctx: Any) -> tuple[str, ...]:
    if ctx.case.state == "nfa_final_review" and not free_inspectors(ctx.case):
        return (*ctx.owners, *LEAD)
    return tuple(ctx.owners)


officers = People(lambda ctx: ("officer",))
supervisors = People(lambda ctx: ("supervising_sergeant",))
duty_inspectors = People(lambda ctx: DUTY)
#: Who may investigate what professional standards keep: them, or an officer they name.
investigators = People(lambda ctx: ("professional_standards", "officer"))
#: Who could hold the case where it stands, the present holder left out.
owners = People(_owners, but_holder=True)
#: Whom a case can be handed to: somebody, or back to its team, where somebody takes it.
hands = People(_owners, but_holder=True, first=((TO_THE_TEAM, "Nobody yet: the team takes it"),))


def free_inspectors(case: Case) -> list[Person]:
    """Hate crime inspectors of the force who have had no part in the case that bars them."""
    barred = set(case.parts.filter(part__in=BARRED_FROM_NFA).values_list("person_id", flat=True))
    return [person for person in holders_of(case.force_id, *HCI, of=case) if person.pk not in barred]


def teams(ctx: Any) -> Iterable[Choice]:
    """Teams an action can be set for: the area's own first."""
    rows = Team.objects.filter(force_id=ctx.case.force_id).order_by("kind", "name")
    mine = sorted(rows, key=lambda team: (team.kind != "local_focus", team.area_id != ctx.case.area_id, team.name))
    return [(str(team.pk), team.name) for team in mine]


def organisations(ctx: Any) -> Iterable[Choice]:
    """Organisations that serve this force, those named for this case already first."""
    offered = Q(is_crisis=False) | Q(takes_referrals=True)  # Victim Support is both a crisis line and a referral
    rows = Organisation.objects.filter(offered, Q(forces=[]) | Q(forces__contains=[ctx.case.force_id]))
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gte=clock.today()))
    named = set(ctx.case.signposts.values_list("organisation_id", flat=True))
    ordered = sorted(rows, key=lambda row: (row.pk not in named, row.rank, row.name))
    return [(str(row.pk), row.name) for row in ordered]


def referral_organisations(ctx: Any) -> Iterable[Choice]:
    rows = Organisation.objects.filter(takes_referrals=True)
    rows = rows.filter(Q(forces=[]) | Q(forces__contains=[ctx.case.force_id])).order_by("rank", "name")
    return [(str(row.pk), row.name) for row in rows]


def referral_bases(_ctx: Any) -> Iterable[Choice]:
    return [(str(code), str(label)) for code, label in Organisation.Basis.choices]


def forces(ctx: Any) -> Iterable[Choice]:
    return [(force.pk, force.name) for force in Force.objects.order_by("name") if force.pk != ctx.case.force_id]


def tasks(ctx: Any) -> Iterable[Choice]:
    return [(str(task.pk), f"{task.team.name}: {task.what or 'erased'}"[:120]) for task in ctx.open_tasks]


def alerts(ctx: Any) -> Iterable[Choice]:
    return [(str(alert.pk), f"{alert.get_kind_display()}: {alert.other.reference}") for alert in ctx.open_alerts]


def links(ctx: Any) -> list[Choice]:
    """Live links of the report to others of the same event."""
    report = ctx.case.report_id
    return [(str(row.pk), (row.other if row.report_id == report else row.report).reference) for row in ctx.links]


def change_asked(ctx: Any) -> Iterable[Choice]:
    """The new contact details that wait: one, or none."""
    return [_sent(ctx.change.pk, ctx.change.asked_at)] if ctx.change else []


def news_asked(ctx: Any) -> Iterable[Choice]:
    """The address for news that waits: one, or none."""
    return [_sent(ctx.news.pk, ctx.news.asked_at)] if ctx.news else []


def people_in_it(ctx: Any) -> Iterable[Choice]:
    """The people of the report by what they are in it; who they are by name is shown elsewhere."""
    return [(str(row.pk), f"{number}. {row.get_role_display()}") for number, row in enumerate(ctx.parties, start=1)]


def offences_of_case(ctx: Any) -> Iterable[Choice]:
    return [(str(row.pk), f"{row.number}. {row}") for row in ctx.offences]


def undecided_offences(ctx: Any) -> Iterable[Choice]:
    """Those of which no court has decided, charged or not."""
    return [(str(row.pk), f"{row.number}. {row}") for row in ctx.offences if not row.result]


def unheard_rows(ctx: Any) -> list[Offence]:
    """Charged offences of which no court has decided yet."""
    return [row for row in ctx.offences if row.outcome is not None and row.outcome.ends == "charge" and not row.result]


def aggravated_rows(ctx: Any) -> list[Offence]:
    """The offences to which a specialist's word on the aggravated form applies: those chosen, else all."""
    chosen = set(ctx.answers.get("aggravated_rows") or ())
    return [row for row in ctx.offences if not chosen or str(row.pk) in chosen]


def hearings(ctx: Any) -> Iterable[Choice]:
    """Days in court that still stand."""
    rows = ctx.case.hearings.filter(dropped_at=None).order_by("on", "id")
    return [(str(row.pk), f"{row.get_kind_display()}, {date_format(row.on, 'j F Y')}") for row in rows]


def tellings(ctx: Any) -> Iterable[Choice]:
    """What the victim is owed to be told and has not been."""
    live = ctx.case.clocks.exclude(state="stopped").filter(kind__in=TELLINGS).order_by("due_at")
    return [(kind, CLOCK_KIND[kind].label) for kind in live.values_list("kind", flat=True)]


def languages(ctx: Any) -> Iterable[Choice]:
    return [(language.code, language.english_name) for language in LANGUAGES]


def _sent(wish: uuid.UUID, at: dt.datetime) -> Choice:
    return str(wish), f"What was sent on {date_format(localtime(at), 'j F Y, H:i')}"


def attachments_kept(ctx: Any) -> Iterable[Choice]:
    """A file that was sealed for this act a moment ago, in the same transaction; before and after there is none."""
    named = Move.objects.filter(case=ctx.case, act="add_attachment").values_list("codes__attachment", flat=True)
    rows = Attachment.objects.filter(case=ctx.case, added_by=ctx.actor).exclude(pk__in=[one for one in named if one])
    return [(str(row.pk), f"File {row.number}") for row in rows]
