"""The permission matrix as a table: every address that takes a record, and who reaches which record through it.

Written by hand; walked by test_permission_matrix.py. Whom a page is open to at all, whatever the record, is in
test_every_page.py. An address that takes a record and stands neither in MATRIX nor in NO_RECORD fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from triage.queues import DESK_ROLES

#: The records of the world (records_of.py makes one case of each): where it lies, or what became of it.
OWN_AREA, OTHER_AREA, OTHER_FORCE, RESTRICTED, REFERRED, ERASED = (
    "own area",
    "other area",
    "other force",
    "restricted",
    "referred to my organisation",
    "erased",
)
RECORDS = (OWN_AREA, OTHER_AREA, OTHER_FORCE, RESTRICTED, REFERRED, ERASED)

#: Desk roles whose scope holds a case in the control room of their own force; the others are told there is none.
FORCE_WIDE = (
    "control_room_operator",
    "control_room_sergeant",
    "duty_inspector",
    "hate_crime_sergeant",
    "hate_crime_inspector",
    "hate_crime_lead",
    "force_crime_registrar",
)
IN_AREA = (*FORCE_WIDE, "local_focus_sergeant", "local_focus_inspector")
STANDARDS = ("professional_standards",)
FLOOD = ("control_room_operator", "control_room_sergeant", "duty_inspector")

#: record -> roles that reach it; a record that is not named is reached by nobody, and nothing says that it exists.
Reach = dict[str, tuple[str, ...]]
#: A case in the control room, as triage/scope.py has it.
CASE: Reach = {
    OWN_AREA: IN_AREA,
    OTHER_AREA: FORCE_WIDE,
    RESTRICTED: STANDARDS,
    REFERRED: IN_AREA,
    ERASED: IN_AREA,
}
#: A file of it; what was erased has none left to open, but its case says so.
NOBODY: Reach = {}


@dataclass(frozen=True)
class Row:
    """One address. `takes`: its arguments, each a key of a record's own things (records_of.py) or a value.

    `post` where GET is no verb; `why` beside a row that needs one.
    """

    name: str
    reach: Reach
    takes: dict[str, Any] = field(default_factory=dict)
    post: bool = False
    why: str = ""
    #: Answers alike whatever is named, and so says of nothing that it exists.
    same: bool = False


def of_case(address: str, reach: Reach = CASE, /, *, post: bool = False, why: str = "", **more: Any) -> Row:
    return Row(address, reach, {"reference": "reference", **more}, post, why)


def every(*roles: str) -> Reach:
    """The same roles for every record of the force, whatever its area: what is the force's, not a case's."""
    return {record: roles for record in RECORDS if record != OTHER_FORCE}


def everywhere(*roles: str) -> Reach:
    return dict.fromkeys(RECORDS, roles)


#: A force's own screens: its administrator's, and the platform's, who looks after every force.
FORCE: Reach = every("force_administrator", "platform_administrator") | {OTHER_FORCE: ("platform_administrator",)}
FORCE_PAGES = tuple(
    f"desk_force{page}"
    for page in ("", "_areas", "_teams", "_people", "_invite", "_regime", "_clocks", "_outcomes", "_notice")
)
FORCE_ACTS = ("desk_force_begin", "desk_force_live", "desk_force_names")

MATRIX: tuple[Row, ...] = (
    of_case("desk_case"),
    of_case("desk_declare"),
    of_case("desk_support"),
    of_case("desk_act", name="note"),
    of_case("desk_evidence", post=True, evidence_id="evidence"),
    of_case("desk_quarantine", post=True, evidence_id="evidence"),
    of_case("desk_original", NOBODY, evidence_id="evidence", why="Nobody here holds the case or has shown its names."),
    of_case("desk_code", NOBODY, move_id="move", why="Whoever handed out a code sees it, and here nobody did."),
    of_case("desk_letter", letter_id="letter"),
    of_case("desk_print"),
    of_case("desk_attach"),
    of_case("desk_attachment", post=True, attachment_id="attachment"),
    of_case("desk_attachment_quarantine", post=True, attachment_id="attachment"),
    of_case("desk_printed", NOBODY, disclosure_id="disclosure", why="Only whoever made the paper reads it again."),
    Row("desk_signature", CASE, {"asked_id": "signature"}),
    Row("desk_search_saved", NOBODY, {"search_id": "search"}, post=True, why="Saved by somebody else."),
    Row("desk_search_alarm", every("professional_standards"), {"alarm_id": "alarm"}, post=True),
    Row("desk_flood_clearing", every(*FLOOD), {"clearing_id": "clearing"}),
    Row("desk_flood_group", everywhere(*FLOOD), {"lead": "id"}, same=True),
    Row("desk_revive", everywhere("platform_administrator"), {"notice_id": "notice"}, post=True),
    Row("desk_leaving", every(*DESK_ROLES), {"person_id": "officer"}),
    Row("desk_cover_end", every("supervising_sergeant", "duty_inspector"), {"absence_id": "absence"}, post=True),
    Row(
        "desk_duty_end",
        every(*DESK_ROLES, "force_administrator"),
        {"turn_id": "turn"},
        post=True,
        why="The roster is everybody's to read; who does not keep it is led back with a sentence.",
    ),
    Row(
        "desk_shift_summary",
        NOBODY,
        {"summary_id": "id"},
        why="No shift has left one; tests/triage has teams that did.",
    ),
    Row("desk_taken", NOBODY, {"report_id": "report"}, why="Nobody at the desk took it down."),
    Row("desk_second_reading", NOBODY, {"look_id": "id"}, why="None is due."),
    *(Row(name, FORCE, {"code": "force"}) for name in FORCE_PAGES),
    *(Row(name, FORCE, {"code": "force"}, post=True) for name in FORCE_ACTS),
    Row("desk_force_area", FORCE, {"code": "force", "area": "area"}),
    Row("desk_force_district", FORCE, {"code": "force", "gss": "district"}),
    Row("desk_force_team", FORCE, {"code": "force", "team_id": "team"}),
    Row("desk_force_person", FORCE, {"code": "force", "person_id": "officer"}),
    Row("desk_force_change", FORCE, {"code": "force", "person_id": "officer", "act": "let-in"}, post=True),
    Row("desk_force_clock", FORCE, {"code": "force", "kind": "attendance"}),
    Row("desk_force_outcome", FORCE, {"code": "force", "outcome": "18"}),
    Row("account_terminal_retire", every("force_administrator"), {"terminal_id": "terminal"}, post=True),
    Row("desk_audit_record", every("auditor"), {"reference": "reference"}),
    Row("desk_audit_person", every("auditor"), {"person_id": "officer"}),
    Row("referral", {REFERRED: ("partner_user",)}, {"referral_id": "referral"}),
    of_case("api_case"),
    of_case("api_acts"),
    of_case("api_act", post=True, name="note"),
)

#: Addresses with an argument that names no record of a force, and why.
NO_RECORD: dict[str, str] = {
    "step": "the number of a screen",
    "more": "the code of a section",
    "signed": "the code of a screen",
    "desk_letter_template": "a kind of letter and a language",
    "account_reset_password_from_key": "a key from a mail, tried in tests/partners",
    "desk_performance_file": "the codes of a measure and of a form; its figures are the reader's own scope",
    "account_invitation": "a key from a mail, tried in tests/partners",
    "mfa_edit_webauthn": "a person's own passkey, tried in tests/partners",
    "mfa_remove_webauthn": "a person's own passkey, tried in tests/partners",
}


def addresses_with_a_record() -> Iterator[str]:
    """Names of all addresses with an argument, but for the back office's and those of NO_RECORD."""

    def walk(patterns: list[URLPattern | URLResolver], takes: bool) -> Iterator[str]:
        for pattern in patterns:
            has = takes or bool(pattern.pattern.converters) or bool(pattern.pattern.regex.groups)
            if isinstance(pattern, URLResolver):
                if pattern.app_name != "admin":
                    yield from walk(pattern.url_patterns, has)
            elif has and pattern.name not in NO_RECORD:
                yield pattern.name or str(pattern.pattern)

    return walk(get_resolver().url_patterns, False)


def arguments(row: Row, things: dict[str, Any]) -> dict[str, Any]:
    """What the address of a row is made of for one record."""
    return {name: things.get(value, value) for name, value in row.takes.items()}
