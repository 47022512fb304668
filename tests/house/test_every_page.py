"""Every address x every role: who gets the page, who is asked to sign in, who is refused. An address without a row fails.

Whether somebody sees *this* record is scope's (tests/triage/test_scope.py); here one case of Cumbria stands for all.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from incidents.models import SignedVideo
from partners.models import Organisation
from partners.roles import ROLES
from tests import cast
from tests.files_of_the_cast import evidence_of
from tests.house.permissions import FORCE_WIDE
from tests.triage import chain
from tests.triage.desk_browser import at_desk
from triage.handling.quick_entry import ROLES as ROLES_THAT_TAKE
from triage.models import Referral
from triage.performance.reach import COUNTS
from triage.queues import DESK_ROLES

pytestmark = pytest.mark.django_db

EVERYBODY = ("nobody", *(role.code for role in ROLES))
SIGNED_IN = tuple(role.code for role in ROLES)
DESK = tuple(DESK_ROLES)
PARTNERS = ("partner_user", "centre_user")
PLATFORM = ("platform_administrator",)
ADMINISTRATORS = ("platform_administrator", "force_administrator")
TAKERS = tuple(ROLES_THAT_TAKE)
#: Of a force the administrators look after; another force's are hidden (tests/triage/test_a_force_by_screens.py).
FORCE_PAGES = (
    "desk_force",
    "desk_force_areas",
    "desk_force_teams",
    "desk_force_people",
    "desk_force_invite",
    "desk_force_regime",
    "desk_force_clocks",
    "desk_force_outcomes",
    "desk_force_notice",
)
HATE_CRIME = ("hate_crime_sergeant", "hate_crime_inspector", "hate_crime_lead")
IN_ITS_AREA = ("local_focus_sergeant", "local_focus_inspector")


@dataclass(frozen=True)
class Row:
    """`who` gets the page (200, or a way on); the others are asked to sign in or refused. `post` where GET is no verb."""

    name: str
    who: tuple[str, ...]
    kwargs: tuple[tuple[str, object], ...] = ()
    post: bool = False
    #: Signed in and yet shut out without a word of it existing.
    hidden: bool = False


def row(address: str, who: tuple[str, ...], /, *, post: bool = False, hidden: bool = False, **kwargs: object) -> Row:
    return Row(address, who, tuple(kwargs.items()), post, hidden)


NOBODY_S_ID = uuid.UUID(int=1)
CASE = "the case"
FILE = "the file"
OFFICER = "the officer"
MATRIX: tuple[Row, ...] = (
    *(row(name, EVERYBODY) for name in ("start", "report", "check", "urgent", "which_area", "listening", "sent")),
    *(row(name, EVERYBODY) for name in ("save", "go_on", "return_change")),
    row("step", EVERYBODY, number=1),
    row("more", EVERYBODY, code="suspect"),
    *(
        row(name, EVERYBODY)
        for name in ("come_back", "return_files", "return_urgent", "return_withdraw", "return_review")
    ),
    *(row(name, EVERYBODY) for name in ("return_contact", "return_news", "return_news_came", "return_news_stop")),
    *(row(name, EVERYBODY, post=True) for name in ("return_message", "return_leave", "return_again", "language")),
    *(row(name, EVERYBODY) for name in ("complaints", "your_data", "compensation", "rights", "under_18", "paper")),
    row("signed", EVERYBODY, screen="danger"),
    *(row(name, EVERYBODY) for name in ("exit", "accessibility", "privacy", "support", "livez", "readyz", "metrics")),
    row("account_login", EVERYBODY),
    row("account_landing", SIGNED_IN),
    *(row(name, EVERYBODY) for name in ("account_inactive", "account_reset_password", "account_reset_password_done")),
    row("account_reset_password_from_key", EVERYBODY, uidb36="1", key="x"),
    row("account_reset_password_from_key_done", EVERYBODY),
    row("account_set_password", EVERYBODY),
    # A link that nobody was sent says so to everybody; tests/partners/test_invitations.py opens those that were.
    row("account_invitation", EVERYBODY, token="x"),
    *(row(name, SIGNED_IN) for name in ("account_logout", "account_change_password", "mfa_index", "mfa_authenticate")),
    # Nobody of the cast has a password or a second factor here; tests/partners signs in for real.
    *(row(name, (), hidden=True) for name in ("account_reauthenticate", "mfa_reauthenticate", "mfa_deactivate_totp")),
    *(row(name, (), hidden=True) for name in ("mfa_view_recovery_codes", "mfa_download_recovery_codes")),
    *(row(name, SIGNED_IN) for name in ("mfa_activate_totp", "mfa_generate_recovery_codes")),
    *(row(name, SIGNED_IN) for name in ("mfa_list_webauthn", "mfa_add_webauthn")),
    # Opened without a script it leads to the page of signing in.
    row("mfa_login_webauthn", SIGNED_IN),
    # Nobody here has a passkey; tests/partners/test_passkeys.py has those who do.
    row("mfa_reauthenticate_webauthn", (), hidden=True),
    *(row(name, (), hidden=True, pk=1) for name in ("mfa_edit_webauthn", "mfa_remove_webauthn")),
    *(row(name, SIGNED_IN) for name in ("account_me", "account_own_details", "account_kept")),
    *(row(name, SIGNED_IN, post=True) for name in ("account_news", "account_sign_out_elsewhere")),
    row("account_terminals", ("force_administrator",)),
    row("account_terminal_retire", (), post=True, hidden=True, terminal_id=NOBODY_S_ID),
    row("desk", SIGNED_IN),
    *(row(name, DESK) for name in ("desk_next", "desk_search", "desk_alarms", "desk_actions", "desk_news")),
    row("desk_search_save", DESK, post=True),
    # Nobody has saved a search here; tests/triage/finding/ has those who did.
    row("desk_search_saved", (), post=True, hidden=True, search_id=1),
    row("desk_search_alarms", ("professional_standards", "auditor")),
    row("desk_search_alarm", (), post=True, hidden=True, alarm_id=NOBODY_S_ID),
    row("desk_flood", ("control_room_operator", "control_room_sergeant", "duty_inspector")),
    # Nothing is flooded here: a group that is gone leads back to the flood, a clearing nobody proposed is none.
    row("desk_flood_group", ("control_room_operator", "control_room_sergeant", "duty_inspector"), lead=NOBODY_S_ID),
    row("desk_flood_clearing", (), hidden=True, clearing_id=NOBODY_S_ID),
    row("desk_standards", ("professional_standards",)),
    row("desk_second_looks", ("control_room_sergeant", *IN_ITS_AREA)),
    row("desk_countersign", DESK),
    row("desk_counters", DESK),
    row("desk_performance", tuple(COUNTS)),
    row("desk_performance_file", tuple(COUNTS), measure="stages", form="csv"),
    row("desk_news_seen", DESK, post=True),
    row("desk_several", DESK),
    row("desk_shift", DESK),
    # Nobody has left a shift here; tests/triage/test_shift_summary.py has those who did.
    row("desk_shift_summary", (), hidden=True, summary_id=NOBODY_S_ID),
    row("desk_new", TAKERS),
    # Nobody here has taken a report; tests/triage/test_quick_entry.py has those who did.
    row("desk_taken", (), hidden=True, report_id=NOBODY_S_ID),
    row("desk_letters", (*DESK, "force_administrator")),
    row("desk_letter_template", (*DESK, "force_administrator"), kind="no_further_action", language="ar"),
    # No letter has been written here; tests/triage/letters/ has those who may read one.
    row("desk_letter", (), hidden=True, reference=CASE, letter_id=NOBODY_S_ID),
    # Nothing is sent with it here, and so nobody is called: no such case for anyone.
    row("desk_dispatch_now", (), post=True, hidden=True),
    row("desk_stuck", PLATFORM),
    row("desk_forces", ADMINISTRATORS),
    *(row(name, ADMINISTRATORS, code="cumbria") for name in FORCE_PAGES),
    *(row(name, ADMINISTRATORS, code="cumbria", post=True) for name in ("desk_force_begin", "desk_force_live")),
    row("desk_force_names", ADMINISTRATORS, code="cumbria", post=True),
    row("desk_force_area", ADMINISTRATORS, code="cumbria", area="carlisle"),
    row("desk_force_district", ADMINISTRATORS, code="cumbria", gss="E06000063"),
    # Nobody of this number or id; tests/triage/test_a_force_by_screens.py has those who are there.
    row("desk_force_team", (), hidden=True, code="cumbria", team_id=999999),
    row("desk_force_person", (), hidden=True, code="cumbria", person_id=NOBODY_S_ID),
    row("desk_force_change", (), post=True, hidden=True, code="cumbria", person_id=NOBODY_S_ID, act="let-go"),
    row("desk_force_clock", ADMINISTRATORS, code="cumbria", kind="first_read"),
    row("desk_force_outcome", ADMINISTRATORS, code="cumbria", outcome="8"),
    row("desk_cover", DESK),
    row("desk_cover_end", (), post=True, hidden=True, absence_id=1),
    row("desk_leaving", (), hidden=True, person_id=NOBODY_S_ID),
    row("desk_duty", (*DESK, "force_administrator")),
    row("desk_duty_end", (), post=True, hidden=True, turn_id=1),
    row("desk_revive", PLATFORM, post=True, notice_id=NOBODY_S_ID),
    row("desk_signature", (), hidden=True, asked_id=NOBODY_S_ID),
    row("desk_declare", (*FORCE_WIDE, *IN_ITS_AREA), hidden=True, reference=CASE),
    row("desk_hearings", ("officer", "supervising_sergeant", *HATE_CRIME)),
    row("desk_final_reviews", ("hate_crime_inspector", "hate_crime_lead")),
    row("desk_second_readings", ("hate_crime_inspector", "hate_crime_lead")),
    # None was drawn here; tests/triage/test_second_readings.py has those who read one.
    row("desk_second_reading", (), hidden=True, look_id=NOBODY_S_ID),
    row("desk_case", (*FORCE_WIDE, *IN_ITS_AREA), hidden=True, reference=CASE),
    # A code that nobody was given; tests/triage/coming_back/ has those who were.
    row("desk_code", (), hidden=True, reference=CASE, move_id=NOBODY_S_ID),
    row("desk_support", (*FORCE_WIDE, *IN_ITS_AREA), hidden=True, reference=CASE),
    row("desk_attach", (*FORCE_WIDE, *IN_ITS_AREA), hidden=True, reference=CASE),
    # Nobody has added a file here; tests/triage/test_attachments.py has those who did.
    row("desk_attachment", (), post=True, hidden=True, reference=CASE, attachment_id=NOBODY_S_ID),
    row("desk_attachment_quarantine", (), post=True, hidden=True, reference=CASE, attachment_id=NOBODY_S_ID),
    row("desk_print", (*FORCE_WIDE, *IN_ITS_AREA), hidden=True, reference=CASE),
    # Nothing has been printed here; tests/triage/test_disclosure.py has those who printed.
    row("desk_printed", (), hidden=True, reference=CASE, disclosure_id=NOBODY_S_ID),
    row("desk_act", (*FORCE_WIDE, *IN_ITS_AREA), hidden=True, reference=CASE, name="note"),
    row("desk_evidence", (*FORCE_WIDE, *IN_ITS_AREA), post=True, hidden=True, reference=CASE, evidence_id=FILE),
    # Nobody here holds the case; tests/triage/test_desk_evidence.py has those who do.
    row("desk_original", (), hidden=True, reference=CASE, evidence_id=FILE),
    row("desk_quarantine", (*FORCE_WIDE, *IN_ITS_AREA), post=True, hidden=True, reference=CASE, evidence_id=FILE),
    *(row(name, ("auditor",)) for name in ("desk_audit", "desk_audit_patterns", "desk_audit_chain")),
    row("desk_audit_export", ("auditor",), post=True),
    row("desk_audit_record", ("auditor",), reference=CASE),
    row("desk_audit_person", ("auditor",), person_id=OFFICER),
    row("referrals", PARTNERS),
    row("referral", ("partner_user",), hidden=True, referral_id="the referral"),
    row("api_cases", DESK),
    row("api_case", (*FORCE_WIDE, *IN_ITS_AREA), hidden=True, reference=CASE),
    row("api_acts", (*FORCE_WIDE, *IN_ITS_AREA), hidden=True, reference=CASE),
    row("api_act", (*FORCE_WIDE, *IN_ITS_AREA), post=True, hidden=True, reference=CASE, name="note"),
    row("api_schema", DESK),
    row("api_docs", DESK),
)
#: Addresses without a name of their own, by route: redirects, and the back office as one.
NAMELESS = {"accounts/"}


def named_addresses() -> Iterator[str]:
    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                if not (pattern.name is None and route in NAMELESS):
                    yield pattern.name or route
            elif pattern.app_name != "admin":
                yield from walk(pattern.url_patterns, route)

    return walk(get_resolver().url_patterns, "")


def test_every_address_has_a_row():
    assert set(named_addresses()) == {row.name for row in MATRIX}


@pytest.fixture
def record() -> dict[str, object]:
    """One case of Cumbria in Carlisle with a file, one referral to Victim Support, and their addresses' values."""
    case = chain.report_received()
    referral = Referral(
        case=case,
        organisation=Organisation.objects.get(code="victim-support"),
        basis="anonymised",
        sent_by=cast.control_room_sergeant(),
        sent_at=case.opened_at,
        due_at=case.opened_at,
    )
    referral.told = {"told": "Somebody needs help."}
    referral.save()
    SignedVideo(pk="danger").file.save("danger.webm", ContentFile(b"a video"))
    return {
        CASE: case.reference,
        FILE: evidence_of(case.report).pk,
        OFFICER: cast.officer().pk,
        "the referral": referral.pk,
    }


def clients() -> dict[str, Client]:
    """A browser for each role, signed in; nobody's is not."""
    people = {
        role.code: cast.person(role.code)
        for role in ROLES
        if role.code not in ("platform_administrator", "partner_user", "centre_user")
    }
    people |= {
        "platform_administrator": cast.platform_administrator(),
        "partner_user": cast.victim_support(),
        "centre_user": cast.rosa(),
    }
    return {"nobody": Client()} | {code: at_desk(person) for code, person in people.items()}


def ask(browser: Client, line: Row, address: str) -> object:
    """A look where looking is possible, an empty attempt where it is not; the API is spoken to in JSON."""
    if line.name.startswith("api_") and line.post:
        return browser.post(address, {"version": 1, "key": "once", "data": {}}, content_type="application/json")
    if line.post:
        return browser.post(address)
    return browser.get(address)


def outcome(response: Any) -> str:
    """What the answer means to the person: the page, sign in first, refused, or no such thing."""
    status, to = response.status_code, response.headers.get("Location", "")
    if status == 302 and to.startswith("/accounts/login/"):
        return "sign in"
    if status in (401, 403):
        return "refused"
    return "hidden" if status == 404 else f"page {status}" if status >= 500 else "page"


def test_every_role_gets_what_the_matrix_says(record):
    wrong = []
    browsers = clients()
    for line in MATRIX:
        address = reverse(line.name, kwargs={name: record.get(value, value) for name, value in line.kwargs})
        for code, browser in browsers.items():
            got = outcome(ask(browser, line, address))
            refusal = (
                ("sign in", "refused") if code == "nobody" else ("hidden", "refused") if line.hidden else ("refused",)
            )
            if (code in line.who and got != "page") or (code not in line.who and got not in refusal):
                wrong.append(f"{line.name} as {code}: {got}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("code", EVERYBODY)
def test_the_back_office_is_for_administrators(code):
    response = clients()[code].get("/admin/")

    assert (response.status_code == 200) == (code in ADMINISTRATORS)


def test_another_force_sees_nothing_of_a_case(record):
    browser = at_desk(cast.dev("control_room_sergeant"))

    for line in MATRIX:
        if line.hidden and CASE in dict(line.kwargs).values():
            address = reverse(line.name, kwargs={name: record.get(value, value) for name, value in line.kwargs})
            response = ask(browser, line, address)
            assert outcome(response) == "hidden", line.name
