"""Pages of passkeys: the ceremonies are allauth's, the words, the look and what may be removed are ours.

The gesture itself is asked for by static/src/js/passkeys.js, which reads what to ask from the form's data-options.
"""

import json
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as allauths
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from partners import passkeys
from partners.sign_in_forms import SignInForm

REFUSED = "The passkey was not accepted. Try again, or use another way."


class AddPasskey(allauths.AddWebAuthnView):  # type: ignore[misc]  # allauth comes without types
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super(allauths.AddWebAuthnView, self).get_context_data(**kwargs)
        # Kept on the device and sure of its person, so that it can sign in by itself.
        return context | {"options": json.dumps(auth.begin_registration(self.request.user, passwordless=True))}


class SecondStep(AuthenticateView):  # type: ignore[misc]  # allauth comes without types
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = context["js_data"]["request_options"]
        has_passkey = bool(options["publicKey"].get("allowCredentials"))
        refused = bool(self.webauthn_form.errors)
        person = self.stage.login.user
        form = context["form"] or self.get_form_class()(user=person)
        has_app = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
        if not has_app:
            form.fields["code"].label = "Recovery code"
            form.fields["code"].help_text = "One of those you kept when you added your passkey."
        return context | {
            "form": form,
            "has_app": has_app,
            "options": json.dumps(options) if has_passkey else "",
            "passkey_refused": REFUSED if refused else "",
        }


class SignInByPasskey(allauths.LoginWebAuthnView):  # type: ignore[misc]  # allauth comes without types
    """GET by the script: what to ask the device. POST: its answer."""

    def form_valid(self, form: Any) -> HttpResponse:
        factor = form.cleaned_data["credential"]
        login = Login(user=factor.user, redirect_url=get_next_redirect_url(self.request))
        response: HttpResponse = flows.perform_passwordless_login(self.request, factor, login)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        context = {"form": SignInForm(request=self.request), "passkey_refused": REFUSED}
        return render(self.request, "account/login.html", context)


class PasskeyAgain(allauths.ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth comes without types
    def form_invalid(self, form: Any) -> HttpResponse:
        context = self.get_context_data(form=form) | {"passkey_refused": REFUSED}
        return render(self.request, self.template_name, context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"options": json.dumps(context["js_data"]["request_options"])}


@login_required
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    found = [factor.wrap() for factor in passkeys.of(request.user)]  # type: ignore[arg-type]  # login_required
    return render(request, "mfa/webauthn/authenticator_list.html", {"passkeys": found})


@login_required
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]  # allauth comes without types
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    factor = get_object_or_404(Authenticator, user=request.user, type=passkeys.Type.WEBAUTHN, pk=pk)
    refusal = ""
    if request.method == "POST":
        try:
            passkeys.remove(request.user, factor)  # type: ignore[arg-type]  # login_required
        except passkeys.LastFactor as last:
            refusal = str(last)
        else:
            return redirect("mfa_list_webauthn")
    context = {"passkey": factor.wrap(), "refusal": refusal}
    return render(request, "mfa/webauthn/authenticator_confirm_delete.html", context)
