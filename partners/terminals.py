"""Managed terminals of a control room: a session begun at one lasts a shift of twelve hours, without an idle limit, and
asks nobody for a second step twice in a shift (practice.md 25).

A terminal is known by a cookie that a force administrator sets while sitting at it; only its fingerprint is stored. A
session remembers the terminal it began at; retiring the terminal ends what that session had from it. Failures of
signing in are counted apart at a terminal (sign_in.py): a stranger who guesses at a name from elsewhere keeps nobody
out of the control room.
"""

import secrets
import time
from collections.abc import Iterable
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.internal.flows.trust import create_config_fingerprint
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from hatereport import audit, clock
from hatereport.sealing import token_digests
from partners.models import Force, Person, Terminal
from partners.roles import SHIFT, NotYourForce

SUBJECT = "terminal"
ADMINISTRATOR = "force_administrator"
SESSION_KEY = "terminal"
#: As long as browsers keep any cookie.
COOKIE_AGE = 400 * 24 * 3600


@transaction.atomic
def enrol(by: Person, force: Force, name: str) -> tuple[Terminal, str]:
    """A terminal, and the secret for its cookie, which is stored nowhere. Raises NotYourForce."""
    _must_administer(by, force.pk)
    token = secrets.token_urlsafe(32)
    version, lookup = token_digests(token)[0]
    terminal = Terminal.objects.create(
        force=force, name=name.strip(), lookup=lookup, pepper_version=version, enrolled_by=by
    )
    audit.record(by.as_actor(ADMINISTRATOR), "collection", SUBJECT, terminal.pk, "terminal_enrolled", force=force.pk)
    return terminal, token


@transaction.atomic
def retire(by: Person, terminal: Terminal) -> None:
    """It is a computer like any other from now on. Retiring it twice changes nothing. Raises NotYourForce."""
    _must_administer(by, terminal.force_id)
    if Terminal.objects.filter(pk=terminal.pk, retired_at=None).update(retired_at=clock.now()):
        audit.record(
            by.as_actor(ADMINISTRATOR), "alteration", SUBJECT, terminal.pk, "terminal_retired", force=terminal.force_id
        )


def looked_after_by(person: Person) -> list[Terminal]:
    """Those in use, of the forces this person administers."""
    in_use = Terminal.objects.filter(force__in=person.administers(), retired_at=None)
    return list(in_use.select_related("force", "enrolled_by"))


def set_cookie(response: HttpResponse, token: str) -> None:
    response.set_cookie(
        settings.TERMINAL_COOKIE,
        token,
        max_age=COOKIE_AGE,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",  # a link in a mail leads to a page of the desk from another site
    )


def at(request: HttpRequest) -> Terminal | None:
    """The terminal in use that this request comes from. One query where there is a cookie, none elsewhere."""
    token = request.COOKIES.get(settings.TERMINAL_COOKIE, "")
    if not token:
        return None
    digests = token_digests(token)
    terminal = Terminal.objects.filter(lookup__in=[digest for _version, digest in digests], retired_at=None).first()
    version, newest = digests[0]
    if terminal is not None and terminal.pepper_version != version:
        Terminal.objects.filter(pk=terminal.pk).update(lookup=newest, pepper_version=version)
    return terminal


def for_(request: HttpRequest, person: Person) -> Terminal | None:
    """The terminal this person sits at, if it is one of their own force."""
    terminal = at(request)
    return terminal if terminal is not None and terminal.force_id in person.force_codes() else None


def began_here(request: HttpRequest) -> bool:
    """Whether this session began at the very terminal it is used at, and that is still in use: the cookie of a session
    that was carried away from it is good for no shift. Asked only when the session would end otherwise.
    """
    began_at = request.session.get(SESSION_KEY)
    terminal = at(request) if began_at is not None else None
    return terminal is not None and str(terminal.pk) == began_at


def note_sign_in(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    """A session has begun: remember the terminal, and that this person has shown a second factor at it."""
    terminal = for_(request, person)
    request.session.pop(SESSION_KEY, None)
    if terminal is None:
        return
    request.session[SESSION_KEY] = str(terminal.pk)
    records = get_authentication_records(request, person)
    shown = [record["at"] for record in records if record["method"] == "mfa" and record.get("type") != SUBJECT]
    if shown:
        kept = [entry for entry in _shown_here(request) if entry[0] != str(person.pk)]
        response.set_cookie(
            settings.SHIFT_COOKIE,
            _signer().sign_object([*kept, _entry(terminal, person, shown[0])]),
            max_age=SHIFT.hours * 3600,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Strict",
        )


def showed_second_factor(request: HttpRequest, person: Person) -> bool:
    """Whether this person has shown a second factor at this terminal in this shift, and changed nothing about it since."""
    mine = [entry for entry in _shown_here(request) if entry[0] == str(person.pk)]
    terminal = for_(request, person) if mine else None
    return terminal is not None and _entry(terminal, person, float(mine[0][1])) == mine[0]


class SecondStepStage(AuthenticateStage):  # type: ignore[misc]  # allauth comes without types
    """The second step, which is not asked for again in mid-shift at a managed terminal."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        person = self.login.user
        if person is not None and self._should_handle(self.request) and showed_second_factor(self.request, person):
            record_authentication(self.request, person, "mfa", type=SUBJECT)
            return None, True
        answer: tuple[HttpResponse | None, bool] = super().handle()
        return answer


def ids_of(forces: Iterable[str]) -> list[UUID]:
    """Terminals in use of these forces."""
    return list(Terminal.objects.filter(force__in=forces, retired_at=None).values_list("pk", flat=True))


def _entry(terminal: Terminal, person: Person, at: float) -> list[str | float]:
    """Bound to the terminal, and to the password and factors of this moment: a change of either forgets it."""
    return [str(person.pk), at, str(terminal.pk), create_config_fingerprint(person)]


def _shown_here(request: HttpRequest) -> list[list[str | float]]:
    try:
        entries: list[list[str | float]] = _signer().unsign_object(request.COOKIES.get(settings.SHIFT_COOKIE, ""))
    except BadSignature:
        return []
    since = time.time() - SHIFT.hours * 3600
    return [entry for entry in entries if float(entry[1]) > since]


def _must_administer(by: Person, force: str) -> None:
    if force not in by.administers():
        raise NotYourForce(NotYourForce.__doc__)


def _signer() -> Signer:
    """Made when it is needed: the secret is not there yet when a module is read for static files."""
    return Signer(salt="shift at a terminal")
