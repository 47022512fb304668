"""Which force, and which area of it, a report is for.

Never fails and never asks another service: whatever the person gave, the answer is a live force, or the duty force
until there is one. The table says in which order what they gave is believed; the rows come from partners/reference.py.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from partners.models import Force, Outcode, PolicingArea, Postcode
from partners.postcodes import parse_postcode
from partners.teams import duty_force

RAILWAY = "railway"
RAILWAY_POLICE = "btp"

__all__ = ["BASES", "ROUTES", "Given", "Placement", "Route", "parse_postcode", "place"]


@dataclass(frozen=True)
class Placement:
    """Where a report goes. `force` is live or the duty force; `belongs_to` is who to hand it to, if that is another."""

    force: Force
    area: PolicingArea | None
    #: The row of ROUTES that decided.
    basis: str
    #: Areas to ask about, likeliest first; empty when nothing needs asking.
    choices: tuple[PolicingArea, ...] = ()
    belongs_to: Force | None = None
    #: Other forces the outcode reaches into: offered beside `choices`.
    other_forces: tuple[Force, ...] = ()


@dataclass(frozen=True)
class Given:
    """What the person said about the place, as codes."""

    outcode: str = ""
    postcode: str = ""
    area_code: str = ""
    force_code: str = ""
    place_type: str = ""
    online: bool = False


@dataclass(frozen=True)
class Found:
    """What one row of the table makes of it, before we ask who works here."""

    force: Force
    area: PolicingArea | None = None
    choices: tuple[PolicingArea, ...] = ()
    other_forces: tuple[Force, ...] = ()


def place(
    postcode: str = "",
    outcode: str = "",
    area_code: str = "",
    force_code: str = "",
    place_type: str = "",
    online: bool = False,
) -> Placement:
    """Where a report goes, by the first row of ROUTES that knows. Never raises; mostly two queries, eight at most.

    Something online is the work of the force where the person lives, which is the postcode to pass then.
    """
    outward, whole = parse_postcode(postcode)
    if not outward:
        outward, _ = parse_postcode(outcode)
    given = Given(outward, whole, _code(area_code), _code(force_code), place_type, online)
    for route in ROUTES:
        found = route.find(given)
        if found:
            return _settle(route.basis, found, given)
    raise AssertionError("The last route always finds the duty force.")


def _code(text: str) -> str:
    """The code if it can be one; whatever else was sent is nothing."""
    return text if re.fullmatch(r"[-a-zA-Z0-9_]{1,40}", text) else ""


def _settle(basis: str, found: Found, given: Given) -> Placement:
    """A force that is not live, or the railway's, is served by one that is, or by the duty force, until it has answered."""
    belongs_to = None
    if given.place_type == RAILWAY and not given.online:
        belongs_to = Force.objects.filter(pk=RAILWAY_POLICE).first()
    if not found.force.holds_reports:
        return Placement(duty_force(), None, basis, belongs_to=belongs_to or found.force)
    return Placement(found.force, found.area, basis, found.choices, belongs_to, found.other_forces)


def _by_area(given: Given) -> Found | None:
    """An area that ended while the person was picking it still says which force."""
    area = PolicingArea.objects.filter(pk=given.area_code).select_related("force").first() if given.area_code else None
    if area is None:
        return None
    return Found(area.force, area) if area.is_current else Found(area.force, None, _areas_of(area.force))


def _by_force(given: Given) -> Found | None:
    """The force stands; the postcode may still say which part of it."""
    force = Force.objects.filter(pk=given.force_code).first() if given.force_code else None
    if force is None:
        return None
    narrower = _by_postcode(given) or _by_outcode(given)
    if narrower and narrower.force == force:
        return Found(force, narrower.area, narrower.choices)
    return Found(force, None, _areas_of(force))


def _by_postcode(given: Given) -> Found | None:
    row = Postcode.objects.filter(pk=given.postcode).select_related("force", "area").first() if given.postcode else None
    if row is None:
        return None
    if row.area and row.area.is_current:
        return Found(row.force, row.area)
    choices = _areas_reached(_places(given.outcode), row.force)
    return Found(row.force, choices[0]) if len(choices) == 1 else Found(row.force, None, choices)


def _by_outcode(given: Given) -> Found | None:
    places = _places(given.outcode) if given.outcode else []
    if not places:
        return None
    # Asked or not, it must land: with the likeliest force that works here, else with the likeliest.
    main = next((place.force for place in places if place.force.holds_reports), places[0].force)
    if len(places) == 1 and places[0].area:
        return Found(main, places[0].area)
    others = {place.force_id: place.force for place in places if place.force_id != main.pk}
    return Found(main, None, _areas_reached(places, main), tuple(others.values()))


def _to_duty(given: Given) -> Found | None:
    return Found(duty_force())


#: Only the duty force is known, and nothing of where it happened.
UNKNOWN_PLACE = "duty"


@dataclass(frozen=True)
class Route:
    basis: str
    find: Callable[[Given], Found | None] = field(repr=False)
    why: str
    source: str = "local design"


#: In this order; the first that finds a force decides.
ROUTES: tuple[Route, ...] = (
    Route("area_chosen", _by_area, "The person picked the area from a list: nothing we infer knows better."),
    Route("force_chosen", _by_force, "The person picked the force; a postcode may only narrow it down."),
    Route(
        "postcode",
        _by_postcode,
        "A whole postcode lies in one force.",
        "Postcode directory of the Office for National Statistics",
    ),
    Route("outcode", _by_outcode, "The first half says enough, or says what to ask.", "Outcode table (unverified)"),
    Route(UNKNOWN_PLACE, _to_duty, "Nothing is unroutable: the duty force holds it and finds out."),
)
BASES = tuple(route.basis for route in ROUTES)


def _places(outcode: str) -> list[Outcode]:
    """Every place an outcode reaches into, likeliest first; where an area is no more, its force is left of it."""
    places = list(Outcode.objects.filter(code=outcode).select_related("force", "area").order_by("rank"))
    for place in places:
        if place.area and not place.area.is_current:
            place.area = None
    return places


def _areas_reached(places: list[Outcode], force: Force) -> tuple[PolicingArea, ...]:
    """The areas of a force that an outcode reaches into; all it has where a place lies in none of them."""
    reached = [place.area for place in places if place.force_id == force.pk]
    named = tuple(area for area in reached if area)
    return named if named and len(named) == len(reached) else _areas_of(force)


def _areas_of(force: Force) -> tuple[PolicingArea, ...]:
    return tuple(force.areas.current())
