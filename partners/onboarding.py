"""A force joins: begun by the platform, prepared by its own administrator, live once nothing is missing.

REQUIREMENTS says what must be there before a report of the force goes to its own people and no longer to the duty force.
Each row is a question to the database, so the page is right whichever way something was put there. The duty force joins
by the same steps; until it is live it holds every report all the same, for a report is never refused.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import transaction

from hatereport import clock
from partners import teams
from partners.forces import must_administer, record, regime_on
from partners.models import Force, Person, RoleHeld
from partners.roles import ROLE

#: Without one of each the chain of workflow.md ends somewhere at a desk where nobody sits.
NEEDED_ROLES = (
    "control_room_operator",
    "control_room_sergeant",
    "duty_inspector",
    "officer",
    "supervising_sergeant",
    "hate_crime_sergeant",
    "hate_crime_inspector",
    "hate_crime_lead",
    "force_crime_registrar",
    "professional_standards",
    "auditor",
    "force_administrator",
)
#: Of these one for each area.
NEEDED_IN_AN_AREA = ("local_focus_sergeant", "local_focus_inspector")


class NotYourPlatform(PermissionError):
    """Only a platform administrator puts a force on board, or says which one holds the duty."""


class CannotJoin(ValueError):
    """The message says why the force cannot be put on board."""


class NotReady(ValueError):
    """`missing` says, in whole sentences, what must be there before the force goes live."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(" ".join(missing))
        self.missing = missing


@dataclass
class Preparation:
    """What a force has so far, asked once for a page."""

    force: Force
    areas: list[str] = field(init=False)
    held: list[RoleHeld] = field(init=False)

    def __post_init__(self) -> None:
        self.areas = [area.pk for area in self.force.areas.current()]
        current = RoleHeld.objects.current().filter(force=self.force, person__is_active=True)
        self.held = list(current.select_related("person", "team"))

    @property
    def there(self) -> list[RoleHeld]:
        """Roles of people who can sign in: an invitation that nobody has taken up is nobody there."""
        return [held for held in self.held if held.person.has_usable_password()]

    @property
    def invited(self) -> int:
        """How many people have not taken up their invitation."""
        return len({held.person_id for held in self.held if not held.person.has_usable_password()})

    @property
    def people(self) -> int:
        return len({held.person_id for held in self.held})


@dataclass(frozen=True)
class Requirement:
    """One step of joining; `missing` returns a sentence for each thing that is not there yet."""

    code: str
    label: str
    missing: Callable[[Preparation], Iterable[str]]
    why: str


def _areas(has: Preparation) -> Iterable[str]:
    if not has.areas:
        yield "Add at least one area."


def _teams(has: Preparation) -> Iterable[str]:
    lacking = teams.missing_teams(has.force)
    if lacking:
        yield f"Stand up the teams that are missing: {', '.join(team.name for team in lacking)}."


def _people(has: Preparation) -> Iterable[str]:
    held = {row.role for row in has.there}
    waiting = {row.role for row in has.held} - held
    for role in NEEDED_ROLES:
        if role not in held:
            label = str(ROLE[role].label)
            yield f"{label}: invited, and has not come in yet." if role in waiting else f"{label}: nobody yet."
    in_areas = {(row.role, row.team.area_id) for row in has.there if row.team}
    for area in has.areas:
        for role in NEEDED_IN_AN_AREA:
            if (role, area) not in in_areas:
                yield f"{ROLE[role].label} for {area}: nobody who has come in yet."


def _regime(has: Preparation) -> Iterable[str]:
    if regime_on(has.force, clock.today()) is None:
        yield "Have the rules for incidents that are no crime signed, with a day from which they hold."


REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement("areas", "Areas", _areas, "A hate incident goes to the local focus team of its area."),
    Requirement("teams", "Teams and hours", _teams, "Every state of the chain belongs to a team."),
    Requirement("people", "People", _people, "Nothing in the chain waits for a person who is not there."),
    Requirement(
        "regime",
        "Rules for incidents that are no crime",
        _regime,
        "Nobody may keep what is told of somebody where there is no crime before the force has signed how.",
    ),
)


@dataclass(frozen=True)
class Step:
    """A requirement as it stands."""

    requirement: Requirement
    missing: tuple[str, ...]

    @property
    def done(self) -> bool:
        return not self.missing


def steps(has: Preparation) -> list[Step]:
    """What is there and what is missing, in the order in which it is done."""
    return [Step(one, tuple(one.missing(has))) for one in REQUIREMENTS]


def nobody_live() -> str:
    """What a new deployment still has to do, for whoever runs its commands; "" once a force is live. One query."""
    if Force.objects.filter(on_board=True).exists():
        return ""
    return (
        "No force is live yet: the duty force holds every report. Sign in as its administrator and open /desk/force/, "
        "which names what is missing, the signed rules for incidents that are no crime among it."
    )


def is_joining(force: Force) -> bool:
    """Put on board and not live yet: its teams stand, and nothing is sent to them."""
    return not force.on_board and force.teams.exists()


def begin(by: Person, force: Force) -> None:
    """Put a force on board: its standing teams, so that its people can be invited. Raises NotYourPlatform, CannotJoin."""
    if not by.holds("platform_administrator"):
        raise NotYourPlatform(NotYourPlatform.__doc__)
    if force.kind != Force.Kind.TERRITORIAL:
        raise CannotJoin("Only a territorial force of England and Wales works here.")
    if force.on_board:
        raise CannotJoin("This force works here already.")
    with transaction.atomic():
        already = is_joining(Force.objects.select_for_update().get(pk=force.pk))
        teams.stand_up(force)
        if not already:
            record(by, force, "force_begun")


def give_duty(by: Person, force: Force) -> None:
    """From now on this force holds what no live force covers. Raises NotYourPlatform and CannotJoin.

    While no force is live another may be chosen that joins: the deployment of one force begins with it.
    """
    if not by.holds("platform_administrator"):
        raise NotYourPlatform(NotYourPlatform.__doc__)
    with transaction.atomic():
        # All of them, in one order: of two at once the second finds the duty where the first has put it.
        every = {row.pk: row for row in Force.objects.select_for_update(no_key=True).order_by("pk")}
        before, kept = next(row for row in every.values() if row.is_duty), every[force.pk]
        first = is_joining(kept) and not any(row.on_board for row in every.values())
        if not kept.on_board and not first:
            raise CannotJoin("Only a live force holds what the others do not.")
        if kept == before:
            return
        Force.objects.filter(pk=before.pk).update(is_duty=False)
        Force.objects.filter(pk=kept.pk).update(is_duty=True)
        record(by, kept, "duty_given", {"before": before.pk})


def stand_up(by: Person, force: Force) -> int:
    """The standing teams the force lacks. Returns how many it has now. Raises NotYourForce and CannotJoin."""
    must_administer(by, force)
    if not force.on_board and not is_joining(force):
        raise CannotJoin("The platform administrator puts the force on board first.")
    with transaction.atomic():
        number = teams.stand_up(force)
        record(by, force, "teams_stood_up", {"teams": number})
    return number


def go_live(by: Person, force: Force) -> None:
    """From now on reports of the force go to its own control room. Raises NotYourForce, CannotJoin and NotReady."""
    must_administer(by, force)
    with transaction.atomic():
        kept = Force.objects.select_for_update().get(pk=force.pk)
        if kept.on_board:
            return
        if not is_joining(kept):
            raise CannotJoin("The platform administrator puts the force on board first.")
        if missing := [sentence for step in steps(Preparation(kept)) for sentence in step.missing]:
            raise NotReady(missing)
        Force.objects.filter(pk=kept.pk).update(on_board=True, valid_from=clock.today())
        record(by, force, "force_went_live")
    force.on_board = True
