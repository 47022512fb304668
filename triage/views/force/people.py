"""People of a force: who they are, what they hold, inviting, letting in again, letting go."""

import re
import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hatereport import audit, clock
from partners import invitations, looking_after
from partners import people as acts
from partners.looking_after import administrator
from partners.models import Absence, Force, Invitation, Person, RoleHeld
from partners.roles import ROLE
from triage.force.forms import ROLES_OF_A_FORCE, InviteForm, RoleForm
from triage.leaving import handing_over
from triage.places import Order, key
from triage.views.carrying import carried, told, typed
from triage.views.door import me
from triage.views.force.door import administrators, force_or_404, force_page, looked

PAGE = 50
_BY_NAME = Order(("name", "id"), (str, key))


def of_force(force: Force) -> QuerySet[Person]:
    """Everybody who holds or held a role of the force: the one question of the list and of every act."""
    return Person.objects.filter(pk__in=RoleHeld.objects.filter(force=force).values("person"))


@administrators
@require_safe
@transaction.atomic
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Fifty by name from a place on; filters are part of the address."""
    force = force_or_404(request, code)
    asked = _asked(request)
    rows = list(_after(request, _filtered(force, asked)).order_by(*_BY_NAME.fields)[: PAGE + 1])
    shown = rows[:PAGE]
    held: dict[uuid.UUID, list[RoleHeld]] = {}
    for one in RoleHeld.objects.current().filter(force=force, person__in=shown).select_related("team").order_by("role"):
        held.setdefault(one.person_id, []).append(one)
    latest = _latest(shown)
    looked(request, force, "people", count=len(shown), **{name: value for name, value in asked.items() if value})
    rows_said = [(who, held.get(who.pk, []), invitation_said(who, latest.get(who.pk))) for who in shown]
    return force_page(
        request, force, "people.html", people=rows_said, asked=asked, roles=ROLES_OF_A_FORCE,
        teams=force.teams.order_by("name"), next_place=shown[-1].pk if len(rows) > PAGE else "",
        place=request.GET.get("after", ""),
    )  # fmt: skip


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """A person with their first role, and the mail that lets them in."""
    force = force_or_404(request, code)
    form = InviteForm(typed(request), teams=list(force.teams.order_by("name")))
    if carried(request, form, lambda: _invite(request, force, form), "The invitation is on its way."):
        return redirect("desk_force_people", force.pk)
    looked(request, force, "invite")
    return force_page(request, force, "invite.html", 422 if form.errors else 200, form=form)


@administrators
@require_safe
@transaction.atomic
def person(request: HttpRequest, code: str, person_id: uuid.UUID) -> HttpResponse:
    """One person: roles, invitation, absences, and what keeps them here."""
    force, by = force_or_404(request, code), me(request)
    who = _person_or_404(force, person_id)
    audit.record(administrator(by), "consultation", "person", who.pk, "person_page", force=force.pk)
    held = list(who.held.filter(force=force).select_related("team").order_by("valid_to", "role"))
    now = clock.now()
    return force_page(
        request, force, "person.html", person=who, may_change=looking_after.may_look_after(by, who), is_me=by.pk == who.pk,
        held=[row for row in held if row.valid_to is None], ended=[row for row in held if row.valid_to is not None],
        invitation=invitation_said(who, _latest([who]).get(who.pk)), waits=_waiting(who),
        form=RoleForm(teams=list(force.teams.order_by("name"))),
        keeps=acts.what_keeps(who), absences=Absence.objects.filter(person=who, ends_at__gt=now).select_related("cover"),
        elsewhere=who.force_codes() - {force.pk},
    )  # fmt: skip


@administrators
@require_POST
@transaction.atomic
def change(request: HttpRequest, code: str, person_id: uuid.UUID, act: str) -> HttpResponse:
    """One act on one person; whatever speaks against it is said on their page."""
    force = force_or_404(request, code)
    who = _person_or_404(force, person_id)
    if act not in _ACTS:
        raise Http404
    does, done = _ACTS[act]
    told(request, lambda: does(request, force, who), done)
    return redirect("desk_force_person", force.pk, who.pk)


def invitation_said(who: Person, latest: Invitation | None) -> str:
    """Where an invitation stands; nothing once it was taken up."""
    if not who.is_active:
        return "Has left"
    if who.has_usable_password():
        return ""
    if latest is None:
        return "Not invited"
    if latest.withdrawn_at is not None:
        return "Invitation taken back"
    if latest.invited_at + invitations.WORKS_FOR < clock.now():
        return "Invitation has run out"
    return "Invited, not in yet"


def _latest(people: list[Person]) -> dict[uuid.UUID, Invitation]:
    """The last invitation of each. One query."""
    return {row.person_id: row for row in Invitation.objects.filter(person__in=people).order_by("invited_at")}


def _invite(request: HttpRequest, force: Force, form: InviteForm) -> None:
    said = form.cleaned_data
    invitations.invite(me(request), said["email"], said["name"], said["role"], force=force, team=form.chosen_team)


def _give(request: HttpRequest, force: Force, who: Person) -> None:
    form = RoleForm(request.POST, teams=list(force.teams.all()))
    if not form.is_valid():
        raise acts.WrongPlace(" ".join(str(error) for errors in form.errors.values() for error in errors))
    acts.grant(me(request), who, form.cleaned_data["role"], force=force, team=form.chosen_team)


def _end(request: HttpRequest, force: Force, who: Person) -> None:
    number = request.POST.get("held", "")
    held = who.held.filter(force=force, pk=number).first() if number.isdecimal() and len(number) < 19 else None
    if held is None:
        raise Http404
    acts.end(me(request), held)


def _waiting(who: Person) -> Invitation | None:
    return who.invitations.filter(accepted_at=None, withdrawn_at=None).select_related("person").first()


def _waiting_or_404(who: Person) -> Invitation:
    invitation = _waiting(who)
    if invitation is None:
        raise Http404
    return invitation


_ACTS: dict[str, tuple[Callable[[HttpRequest, Force, Person], Any], str]] = {
    "give": (_give, "The role is given."),
    "end": (_end, "The role has ended."),
    "resend": (
        lambda request, force, who: invitations.resend(me(request), _waiting_or_404(who)),
        "Sent again, for a week.",
    ),
    "withdraw": (lambda request, force, who: invitations.withdraw(me(request), _waiting_or_404(who)), "Taken back."),
    "let-in": (lambda request, force, who: acts.let_in_again(me(request), who), "They can sign in again now."),
    "second-factor": (
        lambda request, force, who: acts.take_second_factor(me(request), who),
        "They set up a new second step the next time they sign in.",
    ),
    "ask": (
        lambda request, force, who: handing_over.ask_to_hand_over(me(request), who),
        "Whoever supervises the cases, or the duty inspector, finds it in the news.",
    ),
    "let-go": (
        lambda request, force, who: acts.let_go(me(request), who),
        "The account is closed and every role has ended.",
    ),
}


def _person_or_404(force: Force, person_id: uuid.UUID) -> Person:
    """Of this force; anybody else looks as if they did not exist."""
    who = of_force(force).filter(pk=person_id).first()
    if who is None:
        raise Http404
    return who


def _asked(request: HttpRequest) -> dict[str, str]:
    """The filter, as far as it is one: it goes into the log, where only codes and numbers belong."""
    role, team = request.GET.get("role", ""), request.GET.get("team", "")
    return {
        "role": role if role in ROLE else "",
        "team": team if re.fullmatch(r"[0-9]{1,9}", team) else "",
        "left": "yes" if request.GET.get("left") else "",
    }


def _filtered(force: Force, asked: dict[str, str]) -> QuerySet[Person]:
    holds = RoleHeld.objects.current().filter(person=OuterRef("pk"), force=force)
    if asked["role"]:
        holds = holds.filter(role=asked["role"])
    if asked["team"]:
        holds = holds.filter(team=int(asked["team"]))
    if asked["left"]:
        return of_force(force).filter(~Exists(RoleHeld.objects.current().filter(person=OuterRef("pk"), force=force)))
    return of_force(force).filter(Exists(holds))


def _after(request: HttpRequest, rows: QuerySet[Person]) -> QuerySet[Person]:
    """Those behind the last person shown: the address has their id, and no name. A broken place begins at the first."""
    try:
        last = Person.objects.filter(pk=uuid.UUID(request.GET.get("after", ""))).first()
    except ValueError:
        return rows
    return rows.filter(_BY_NAME.place_of(last).beyond()) if last else rows
