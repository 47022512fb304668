"""One aggregate a file; imported here so that Django finds them and others need one address."""

from partners.models.area import District, Outcode, PolicingArea, Postcode
from partners.models.force import Force, ForceNotice, NonCrimeRegime
from partners.models.organisation import Organisation
from partners.models.person import Person, RoleHeld
from partners.models.team import Team

__all__ = [
    "District",
    "Force",
    "ForceNotice",
    "NonCrimeRegime",
    "Organisation",
    "Outcode",
    "Person",
    "PolicingArea",
    "Postcode",
    "RoleHeld",
    "Team",
]
