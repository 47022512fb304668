"""People who may be chosen in a case: those near it are offered, anybody else who may do it is found by name or e-mail.

A force has a thousand officers and no list of a thousand is read. Whether an answer stands is asked of the whole force. Who
is on a turn now stands first (partners/turns.py); where a turn is kept, the others are said not to be on duty.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case as Which
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from partners.models import Person, RoleHeld
from partners.turns import running_turns
from triage.models.case import Case
from triage.models.first_look import FirstLook

Choice = tuple[str, str]
#: So many of a role are offered at once: the holding team's first, then the area's.
NEAR = 25
#: So many are named when somebody's answer fits several.
_NAMED = 5


class NotFound(LookupError):
    """What was typed names nobody, or several; the message is a sentence for whoever typed."""


@dataclass(frozen=True)
class Near:
    """Somebody of a role who is near the case."""

    person: Person
    is_on_turn: bool


@dataclass(frozen=True)
class People:
    """The choices of a question (fields.py): everybody who holds one of the roles in the force of the case."""

    roles: Callable[[Any], tuple[str, ...]]
    #: Offered before anybody by name.
    first: tuple[Choice, ...] = ()
    #: The present holder is left out.
    but_holder: bool = False

    def __call__(self, ctx: Any) -> list[Choice]:
        return [*self.first, *self._said(ctx, _people(_eligible(ctx.case, self.roles(ctx))))]

    def near(self, ctx: Any) -> tuple[list[Choice], bool]:
        """Those to offer, and whether there are others. One query for all the people an act asks for."""
        near = _near(ctx, self.roles(ctx))
        more = any(len(near[role]) > NEAR for role in self.roles(ctx))
        offered = [one for role in self.roles(ctx) for one in near[role][:NEAR]]
        on_turn = {one.person.pk for one in offered if one.is_on_turn}
        said = self._said(ctx, _by_name(one.person for one in offered))
        others = [
            (pk, f"{name}, not on duty" if on_turn else name) for pk, name in said if uuid.UUID(pk) not in on_turn
        ]
        return [*self.first, *(choice for choice in said if uuid.UUID(choice[0]) in on_turn), *others], more

    def whom(self, ctx: Any, text: str) -> str:
        """The answer that was meant: one that was offered, an id, a name or an e-mail address. Raises NotFound."""
        if text in dict(self.first):
            return text
        found = self._said(ctx, _people(_eligible(ctx.case, self.roles(ctx)).filter(_called(text))))
        exact = [choice for choice in found if choice[1].casefold() == text.casefold()]
        found = exact if len(exact) == 1 else found
        if len(found) == 1:
            return found[0][0]
        if not found:
            raise NotFound(
                "Nobody of that name may do this here. Choose one of those offered, or type an e-mail address."
            )
        emails = (
            Person.objects.filter(pk__in=[pk for pk, _ in found[:_NAMED]]).order_by("name").values_list("name", "email")
        )
        named = ", ".join(f"{name} ({email})" for name, email in emails)
        raise NotFound(
            f"{len(found)} people fit: {named}{' and more' if len(found) > _NAMED else ''}. Type the e-mail address."
        )

    def includes(self, ctx: Any, person_id: uuid.UUID) -> bool:
        """Whether this person is among them, asked now."""
        return _eligible(ctx.case, self.roles(ctx)).filter(person=person_id).exists()

    def _said(self, ctx: Any, people: Iterable[Person]) -> list[Choice]:
        left_out = ctx.case.holder_id if self.but_holder else None
        return [(str(person.pk), person.name) for person in people if person.pk != left_out]


def _called(text: str) -> Q:
    try:
        return Q(person=uuid.UUID(text))
    except ValueError:
        return Q(person__email__iexact=text) | Q(person__name__icontains=text)


def _eligible(case: Case, roles: Iterable[str]) -> QuerySet[RoleHeld]:
    """Roles held today in the force of the case by active people who did not stand aside from its report."""
    held = RoleHeld.objects.current().filter(force_id=case.force_id, role__in=list(roles), person__is_active=True)
    aside = FirstLook.objects.filter(case__report=case.report_id, conflict=True).values("person")
    return held.exclude(person__in=aside).select_related("person")


def _near(ctx: Any, roles: tuple[str, ...]) -> dict[str, list[Near]]:
    near: dict[str, list[Near]] = ctx.near
    if not near.keys() >= set(roles):
        asked = {
            role for field in ctx.act.fields if isinstance(field.choices, People) for role in field.choices.roles(ctx)
        }
        wanted = asked.union(roles) - near.keys()
        near |= {role: [] for role in wanted}
        for held in _nearest(ctx.case, wanted):
            near[held.role].append(Near(held.person, held.is_on_turn))  # type: ignore[attr-defined]  # annotated
    return near


def _nearest(case: Case, roles: set[str]) -> QuerySet[RoleHeld]:
    area = [When(team__area=case.area_id, then=Value(1))] if case.area_id else []
    distance = Which(When(team=case.holding_team_id, then=Value(0)), *area, default=Value(2))
    order = [F("is_on_turn").desc(), distance.asc(), F("person__name").asc()]
    place = Window(RowNumber(), partition_by=F("role"), order_by=order)
    held = _eligible(case, roles).annotate(
        is_on_turn=Exists(running_turns(person=OuterRef("person"), team=OuterRef("team")))
    )
    return held.annotate(place=place).filter(place__lte=NEAR + 1).order_by("role", "place")


def _people(held: QuerySet[RoleHeld]) -> list[Person]:
    return _by_name(row.person for row in held)


def _by_name(people: Iterable[Person]) -> list[Person]:
    return sorted({person.pk: person for person in people}.values(), key=lambda person: person.name)
