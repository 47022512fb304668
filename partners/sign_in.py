"""How allauth and axes behave here: nobody signs up, no address is kept, secrets of second factors are sealed.

Too many wrong passwords or codes (the recovery codes among them) lock a name for a quarter of an hour. Whoever guesses at
an officer's name the whole night keeps locking it, and still keeps nobody out: a passkey has nothing to guess, so it is
neither counted nor refused; at a managed terminal failures are counted apart; and an administrator lets in at once.

Which pages exist is in urls.py, that a second factor is demanded in second_factor.py, the forms in sign_in_forms.py.
"""

import base64
import re
import time
from typing import Any, cast
from uuid import UUID

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from axes.handlers.proxy import AxesProxyHandler
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from hatereport.sealing import Envelope, blind_key
from hatereport.sealing.cipher import SealBroken, seal, unseal
from partners import passkeys, terminals
from partners.models import Person

_PLACE = b"second factor"


class ClosedDoorAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; mail carries the service's neutral name and nothing else."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Ask your administrator."),
        "email_password_mismatch": _("The e-mail address or the password is not right. Check both and try again."),
        "incorrect_password": _("The password is not right. Try again."),
        "enter_current_password": _("Enter the password you use now."),
        "incorrect_code": _("The code is not right, or it is too old. Enter the code shown now."),
        "rate_limited": _("That was too many times in a row. Wait a minute, then try again."),
        "too_many_login_attempts": _("That was too many times in a row. Wait 15 minutes, then try again."),
    }

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.mfa.stages.AuthenticateStage": "partners.terminals.SecondStepStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def post_login(self, request: HttpRequest, user: Person, **how: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **how)
        terminals.note_sign_in(request, response, user)
        return response

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """No limit of ours goes by address, and none is kept: a police station shares one."""
        return "-"

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not again within five minutes of the last proof: whoever has just signed in goes on to set up their app."""
        records = get_authentication_records(context.request, context.request.user)
        is_recent = bool(records) and time.time() - records[-1]["at"] < account_settings.REAUTHENTICATION_TIMEOUT
        return not is_recent and super().is_reauthentication_required(app=app, **kwargs)

    def reauthenticate(self, user: Person, password: str) -> bool:
        """Ask for the password again. allauth would look for the address in a table that stays empty here."""
        again = self.authenticate(context.request, email=user.email, password=password)
        return isinstance(again, Person) and bool(again.pk == user.pk)

    def format_email_subject(self, subject: str) -> str:
        return f"{settings.SERVICE_NAME}: {subject}"

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> Any:
        named = context | {"service_name": settings.SERVICE_NAME}
        return super().render_mail(template_prefix, email, named, headers)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The page a person lands on says what happened; allauth's own sentences are not in our words."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: secrets sealed in an envelope of their own, and the last one not to be thrown away where one is
    demanded. Of a passkey nothing is sealed: nothing stored of it is secret (passkeys.py).
    """

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("You need a second step to sign in here. You cannot switch it off."),
        "incorrect_code": _("The code is not right, or it is too old. Enter the code shown now."),
    }

    def encrypt(self, text: str) -> str:
        """ "<envelope id>:<sealed>": rotating the keys then reaches it like everything else that is sealed."""
        envelope = Envelope.objects.open("", "staff")
        cipher = cast("AESGCM", envelope.cipher)  # an envelope is never born shredded
        return f"{envelope.id}:{base64.b64encode(seal(cipher, text.encode(), _place(envelope.id))).decode()}"

    def decrypt(self, encrypted_text: str) -> str:
        envelope_id, _colon, sealed = encrypted_text.partition(":")
        envelope = Envelope.objects.get(pk=UUID(envelope_id))
        if envelope.cipher is None:
            raise SealBroken("The envelope of this second factor was shredded.")
        return unseal(envelope.cipher, base64.b64decode(sealed), _place(envelope.id)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return bool(settings.DEMO) or not passkeys.is_only_factor(authenticator)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host, which the browser compares, under the neutral name of the service."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.SERVICE_NAME}

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:
        return f"Passkey {len(passkeys.of(user)) + 1}"

    def get_totp_label(self, user: Person) -> str:
        return user.email

    def build_totp_svg(self, url: str) -> SafeString:
        """The picture to scan, as a part of the page: without a style of its own, named for who cannot see it."""
        drawing = super().build_totp_svg(url)
        path, size = re.search(r' d="([MLHVZz0-9., ]+)"', drawing), re.search(r' viewBox="([0-9. ]+)"', drawing)
        return format_html(
            '<svg role="img" aria-label="{}" viewBox="{}" width="240" height="240" class="picture">'
            '<path fill="#000" d="{}"></path></svg>',
            _("Picture to scan with the app on your telephone"),
            size[1] if size else "",
            path[1] if path else "",
        )


def _place(envelope_id: UUID) -> bytes:
    return _PLACE + b"|" + str(envelope_id).encode()


def no_client_address(request: HttpRequest) -> None:
    """What axes is told when it asks for the address of a client."""
    return


def sign_in_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name failures are counted under: one for every way of writing the same address."""
    terminal = terminals.at(request)
    name = str((credentials or {}).get("email") or request.POST.get("login", ""))
    return counted_as(name, terminal.pk if terminal else None)


def counted_as(name: str, terminal: UUID | None = None) -> str:
    """A fingerprint: what was typed is kept nowhere, for people type their password into the wrong box. A new blind key
    forgets the failures counted so far.
    """
    place = f"|{terminal}" if terminal else ""
    return format(blind_key("sign-in name", name.strip().lower() + place), "016x")


class LockedOut(ValidationError):
    """Too many wrong codes: the account is locked for a while, as after wrong passwords."""


def refuse_if_locked(request: HttpRequest, person: Person) -> None:
    """Wrong codes count like wrong passwords, so six digits cannot be guessed at leisure. Raises LockedOut."""
    if not AxesProxyHandler.is_allowed(request, {"email": person.email}):
        raise LockedOut(ClosedDoorAdapter.error_messages["too_many_login_attempts"], code="locked_out")


def count_wrong_code(request: HttpRequest, person: Person) -> None:
    """Leave word of a wrong code where wrong passwords are counted."""
    user_login_failed.send(sender=__name__, credentials={"email": person.email}, request=request)
