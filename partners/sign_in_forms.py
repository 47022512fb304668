"""allauth's forms in the look and the words of the house.

Fields, checks and what is saved are allauth's; here are labels, hints, autofill and the counting of wrong codes.
"""

from typing import Any

from allauth.account import forms as account_forms
from allauth.core import context
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import forms as recovery_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django.utils.translation import gettext_lazy as _

from hatereport.formkit import QuestionForm
from partners import used_codes
from partners.sign_in import SecondFactorAdapter, count_wrong_code, refuse_if_locked

PASSWORD_HINT = _("At least 12 characters. Three words that do not belong together are easy to remember.")
CODE_HINT = _("The 6 numbers the app shows now, or one of your recovery codes.")


class StaffForm(QuestionForm):
    """Labels instead of placeholders: a placeholder is gone when it is needed."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}

    def put_into_words(self) -> None:
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class CodeForm(StaffForm):
    labels = {"code": _("Code")}
    hints = {"code": CODE_HINT}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "spellcheck": "false",
        }

    def clean_code(self) -> str:
        refuse_if_locked(context.request, self.user)  # type: ignore[attr-defined]  # allauth's form has it
        try:
            code: str = super().clean_code()  # type: ignore[misc]  # allauth's form has it
            self.refuse_used()
        except Exception:
            count_wrong_code(context.request, self.user)  # type: ignore[attr-defined]  # allauth's form has it
            raise
        return code

    def refuse_used(self) -> None:
        """Where the code belongs to a factor that is set up."""
        factor = getattr(self, "authenticator", None)
        if factor is not None and factor.type == Authenticator.Type.TOTP and not used_codes.take(factor):
            raise SecondFactorAdapter().validation_error("incorrect_code")


class SignInForm(StaffForm, account_forms.LoginForm):
    labels = {"login": _("E-mail address"), "password": _("Password")}


class PasswordAgainForm(StaffForm, account_forms.ReauthenticateForm):
    labels = {"password": _("Password")}


class ChangePasswordForm(StaffForm, account_forms.ChangePasswordForm):
    labels = {
        "oldpassword": _("The password you use now"),
        "password1": _("New password"),
        "password2": _("New password again"),
    }
    hints = {"password1": PASSWORD_HINT}


class ForgottenPasswordForm(StaffForm, account_forms.ResetPasswordForm):
    labels = {"email": _("E-mail address")}


class NewPasswordForm(StaffForm, account_forms.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("New password again")}
    hints = {"password1": PASSWORD_HINT}


class InvitedForm(StaffForm, account_forms.SetPasswordForm):
    """The first password, chosen by who was invited. Checked here, kept by invitations.accept()."""

    labels = {"password1": _("Password"), "password2": _("Password again")}
    hints = {"password1": PASSWORD_HINT}


class SecondFactorForm(CodeForm, mfa_forms.AuthenticateForm):
    """The second step of signing in."""


class SecondFactorAgainForm(CodeForm, mfa_forms.ReauthenticateForm):
    """The second step once more, before something sensitive."""


class SetUpAppForm(CodeForm, totp_forms.ActivateTOTPForm):
    hints = {"code": _("The 6 numbers the app shows after scanning.")}


class SwitchOffAppForm(StaffForm, totp_forms.DeactivateTOTPForm):
    """Nothing to fill in; allauth asks for the password again first."""


class NewRecoveryCodesForm(StaffForm, recovery_forms.GenerateRecoveryCodesForm):
    """Nothing to fill in; allauth asks for the password again first."""


class AddPasskeyForm(StaffForm, passkey_forms.AddWebAuthnForm):
    """Every passkey signs in by itself, so that is not asked."""

    labels = {"name": _("What you call it")}
    hints = {"name": _("For example the device it is kept on.")}
    passwordless = None


class RenamePasskeyForm(StaffForm, passkey_forms.EditWebAuthnForm):
    labels = {"name": _("What you call it")}


class PasskeyAgainForm(StaffForm, passkey_forms.ReauthenticateWebAuthnForm):
    """The device's answer, filled in by the script."""
