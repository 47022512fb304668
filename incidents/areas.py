"""From the answers of the where page to a force and an area, and the list to pick one from.

Finding the place is partners.routing's work; here its answer is put into codes that travel with the draft.
"""

import time
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.places import ONLINE
from partners.models import Force, PolicingArea
from partners.routing import Placement, place

#: The picker changes when a force joins: each process reads it anew after this many seconds.
KEPT = 300.0

Options = list[tuple[str, str]]
Groups = list[tuple[str | Promise, Options]]

_kept: tuple[float, Groups] | None = None


def placement(where: dict[str, Any]) -> dict[str, Any]:
    """Force, area and what else the next pages need to know, as codes. Never fails: see partners.routing."""
    found = find(where)
    return {
        "force": found.force.pk,
        "force_name": found.force.name,
        "area": found.area.pk if found.area else "",
        "basis": found.basis,
        "belongs_to": found.belongs_to.pk if found.belongs_to else "",
        "local_strands": list((found.belongs_to or found.force).local_strands),
        "ask": bool(found.choices or found.other_forces),
    }


def find(where: dict[str, Any]) -> Placement:
    """What routing makes of these answers."""
    narrowed = where.get("narrowed", "")  # asked after the other, of those who picked no more than a force too
    kind, _colon, code = (narrowed if ":" in narrowed else where.get("area", "")).partition(":")
    return place(
        postcode=where.get("postcode", ""),
        area_code=code if kind == "area" else "",
        force_code=code if kind == "force" else "",
        place_type=where.get("place_type", ""),
        online=where.get("place_type") == ONLINE,
    )


def narrower(where: dict[str, Any]) -> Options:
    """What to ask when a place could be in more than one area: areas first, then other forces."""
    found = find({**where, "narrowed": ""})
    return [(f"area:{area.pk}", area.name) for area in found.choices] + [
        (f"force:{force.pk}", force.name) for force in found.other_forces
    ]


def areas_to_pick() -> list[tuple[str | Promise, str | Promise | Options]]:
    """Choices of a drop-down: the areas of each force that works here, then every other force."""
    return [("", _("I do not know, or leave it to the postcode")), *_groups()]


def _groups() -> Groups:
    global _kept
    if _kept and time.monotonic() - _kept[0] < KEPT:
        return _kept[1]
    forces = list(Force.objects.exclude(kind=Force.Kind.SPECIAL).order_by("name"))
    areas = list(PolicingArea.objects.current().order_by("name"))
    groups: Groups = [
        (
            force.name,
            [
                *((f"area:{area.pk}", area.name) for area in areas if area.force_id == force.pk),
                (f"force:{force.pk}", force.name),
            ],
        )
        for force in forces
        if force.holds_reports
    ]
    groups.append(
        (_("Other police forces"), [(f"force:{force.pk}", force.name) for force in forces if not force.holds_reports])
    )
    if forces:
        _kept = (time.monotonic(), groups)
    return groups
