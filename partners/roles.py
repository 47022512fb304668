"""The roles a person may hold, as a table: what each may see, where it lands, what it hangs on.

What a role may *do* is in the workflow tables of triage; giving and ending a role is in people.py.
Source of the codes: the workflow page of the design; duties of seed 000 (Cumbria Constabulary, October 2021).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Sees(StrEnum):
    """How far a role looks. Nothing is the default: a person without a role sees nothing."""

    OWN_FORCE = "own_force"
    OWN_AREA = "own_area"
    OWN_TEAM = "own_team"
    OWN_CASES = "own_cases"
    REFERRALS = "referrals"
    LOG_ONLY = "log_only"
    NONE = "none"


class HangsOn(StrEnum):
    """What a role is held in, and so what the row must name."""

    FORCE = "force"
    ORGANISATION = "organisation"
    PLATFORM = "platform"


@dataclass(frozen=True)
class Stay:
    """How long somebody of a role stays signed in outside a managed terminal (session_limits.py enforces it)."""

    #: Since signing in, whatever they do.
    hours: int
    #: Since their last click.
    idle_minutes: int
    why: str
    source: str

    @staticmethod
    def strictest(stays: "Iterable[Stay]") -> "Stay":
        """Each limit as the strictest of them has it; SHIFT for somebody who holds no role."""
        found = list(stays) or [SHIFT]
        return Stay(
            min(stay.hours for stay in found),
            min(stay.idle_minutes for stay in found),
            "The strictest of what a person's roles allow.",
            "local design",
        )


SHIFT = Stay(
    12,
    30,
    "A shift is twelve hours; half an hour without a click, and nobody sits there.",
    "NIST SP 800-63B section 4.2.3 (AAL2: 12 hours, 30 minutes)",
)
GUARDED = Stay(
    8,
    15,
    "Says who may do what, reads the whole log, or holds what nobody else may see; and works no nights in it.",
    "NIST SP 800-63B section 4.3.3 (AAL3: 15 minutes); 8 hours: local design",
)
OUTSIDE = Stay(
    8,
    30,
    "Sits in an office of another organisation, at a computer that is not the force's.",
    "NIST SP 800-63B section 4.2.3 (AAL2); 8 hours: local design",
)


@dataclass(frozen=True)
class Role:
    code: str
    label: str | Promise
    sees: Sees
    why: str
    #: Seed the duty is taken from, or "local design".
    source: str
    hangs_on: HangsOn = HangsOn.FORCE
    #: Kind of the team its holders usually sit in, "" where there is none.
    team_kind: str = ""
    #: Where a person of this role lands after signing in.
    lands: str = "/desk/"
    stay: Stay = SHIFT


ROLES: tuple[Role, ...] = (
    Role(
        "control_room_operator",
        _("Control room operator"),
        Sees.OWN_FORCE,
        "Takes what comes in at any hour and sends help before anything is classified.",
        "local design",
        team_kind="control_room",
    ),
    Role(
        "control_room_sergeant",
        _("Control room sergeant"),
        Sees.OWN_FORCE,
        "Assesses every report: sets actions for an incident, reviews and dispatches a crime.",
        "seed 000",
        team_kind="control_room",
    ),
    Role(
        "duty_inspector",
        _("Duty inspector"),
        Sees.OWN_FORCE,
        "Force incident manager: holds every 24x7 clock whose team is off shift.",
        "local design",
        team_kind="duty",
    ),
    Role(
        "local_focus_sergeant",
        _("Local focus sergeant"),
        Sees.OWN_AREA,
        "Safeguarding, patterns, contact and signposting for a hate incident of the area.",
        "seed 000",
        team_kind="local_focus",
    ),
    Role(
        "local_focus_inspector",
        _("Local focus inspector"),
        Sees.OWN_AREA,
        "Reviews a hate incident once finalised, and contacts the person where appropriate.",
        "seed 000",
        team_kind="local_focus",
    ),
    Role(
        "officer",
        _("Officer"),
        Sees.OWN_CASES,
        "Is dispatched and investigates; needs the cases given to them and no others.",
        "seed 000",
        team_kind="response",
    ),
    Role(
        "supervising_sergeant",
        _("Supervising sergeant"),
        Sees.OWN_TEAM,
        "Supervises the dispatched officer directly.",
        "seed 000",
        team_kind="response",
    ),
    Role(
        "hate_crime_sergeant",
        _("Hate crime sergeant"),
        Sees.OWN_FORCE,
        "The specially trained sergeant who reviews every hate crime of the force.",
        "seed 000",
        team_kind="hate_crime",
    ),
    Role(
        "hate_crime_inspector",
        _("Hate crime inspector"),
        Sees.OWN_FORCE,
        "The final review of every end without further action.",
        "seed 000",
        team_kind="hate_crime",
    ),
    Role(
        "hate_crime_lead",
        _("Hate crime lead"),
        Sees.OWN_FORCE,
        "Answers for the force's work against hate; decides a victim's request for review.",
        "seed 000",
        team_kind="hate_crime",
    ),
    Role(
        "force_crime_registrar",
        _("Force crime registrar"),
        Sees.OWN_FORCE,
        "Alone may cancel a recorded crime, and must stand apart from those who investigate it.",
        "Home Office Counting Rules (unverified)",
        team_kind="crime_registry",
    ),
    Role(
        "professional_standards",
        _("Professional standards"),
        Sees.OWN_TEAM,
        "Holds what nobody else may see: cases whose suspect works for the police.",
        "local design",
        team_kind="professional_standards",
        stay=GUARDED,
    ),
    Role(
        "auditor",
        _("Auditor"),
        Sees.LOG_ONLY,
        "Reads who did what to which record, and never what the record says.",
        "Data Protection Act 2018 s.62",
        lands="/desk/audit/",
        stay=GUARDED,
    ),
    Role(
        "force_administrator",
        _("Force administrator"),
        Sees.NONE,
        "Keeps people, places, letters and clocks of one force; needs no case for that.",
        "local design",
        lands="/desk/force/",
        stay=GUARDED,
    ),
    Role(
        "platform_administrator",
        _("Platform administrator"),
        Sees.NONE,
        "Keeps the service itself: forces, keys, messages that could not be delivered.",
        "local design",
        hangs_on=HangsOn.PLATFORM,
        lands="/admin/",
        stay=GUARDED,
    ),
    Role(
        "partner_user",
        _("Partner"),
        Sees.REFERRALS,
        "Works for a support organisation and sees what was referred to it with consent.",
        "seed 000",
        hangs_on=HangsOn.ORGANISATION,
        lands="/referrals/",
        stay=OUTSIDE,
    ),
    Role(
        "centre_user",
        _("Reporting centre"),
        Sees.REFERRALS,
        "Works for a third-party reporting centre and helps a person to report.",
        "seed 001",
        hangs_on=HangsOn.ORGANISATION,
        lands="/referrals/",
        stay=OUTSIDE,
    ),
)

ROLE: dict[str, Role] = {role.code: role for role in ROLES}

ADMINISTRATORS = frozenset({"force_administrator", "platform_administrator"})


class NotYourForce(PermissionError):
    """Only an administrator of this force may do this, or of the platform."""


def landing(codes: set[str]) -> str:
    """Where a person of these roles lands: the first of their roles in the table's order; the start page without any.

    Administrators hold no cases, so the table lists them after every role that has a desk.
    """
    return next((role.lands for role in ROLES if role.code in codes), "/")
