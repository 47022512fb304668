"""Kinds of place, and what each means for routing and risk. The place itself stays in the sealed answers."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class PlaceType:
    code: str
    label: Promise
    #: A flag of incidents/flags.py this kind of place raises by itself.
    flag: str = ""


ONLINE = "online"
RAILWAY = "railway"

PLACE_TYPES: tuple[PlaceType, ...] = (
    PlaceType(ONLINE, _("Online or by phone")),
    PlaceType("home", _("At home")),
    PlaceType("near_home", _("Near home")),
    PlaceType("street", _("In the street")),
    PlaceType("shop_pub", _("A shop, pub, café or restaurant")),
    PlaceType("work", _("At work")),
    PlaceType("school", _("A school, college or university"), flag="school"),
    PlaceType("bus_taxi", _("On a bus, coach or taxi, or at a stop")),
    PlaceType(RAILWAY, _("On a train, or at a railway or Underground station"), flag="railway"),
    PlaceType("worship", _("A place of worship"), flag="place_of_worship"),
    PlaceType("park", _("A park or open space")),
    PlaceType("health", _("A hospital, surgery or care home")),
    PlaceType("public_building", _("A council or other public building")),
    PlaceType("sport", _("A sports ground or gym")),
    PlaceType("somewhere_else", _("Somewhere else")),
)

BY_CODE = {place.code: place for place in PLACE_TYPES}
