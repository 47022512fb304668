"""A file an aggregate, or a few small ones of one matter; imported here so that Django finds them, and for one address."""

from partners.models.area import District, Outcode, PolicingArea, Postcode
from partners.models.force import Force, ForceNotice, NonCrimeRegime
from partners.models.organisation import Organisation
from partners.models.own_key import OwnKey
from partners.models.person import Person, RoleHeld
from partners.models.presence import Absence, DutyTurn, Invitation, Terminal
from partners.models.team import Team

__all__ = [
    "Absence",
    "District",
    "DutyTurn",
    "Force",
    "ForceNotice",
    "Invitation",
    "NonCrimeRegime",
    "Organisation",
    "Outcode",
    "OwnKey",
    "Person",
    "PolicingArea",
    "Postcode",
    "RoleHeld",
    "Team",
    "Terminal",
]
