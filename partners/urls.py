"""Addresses of this app: /support/ for everybody, /accounts/ for those who sign in.

allauth's pages are named one by one: what is not listed (signing up, changing one's own address) does not exist here.
"""

from allauth.account import views as account
from allauth.mfa.webauthn.views import edit_webauthn
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from partners.views import account as own
from partners.views import entering, help, passkeys, terminals

#: Before allauth's: the first that fits is taken.
passkey_pages = [
    path("", passkeys.listed, name="mfa_list_webauthn"),
    path("add/", passkeys.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("login/", passkeys.SignInByPasskey.as_view(), name="mfa_login_webauthn"),
    path("reauthenticate/", passkeys.PasskeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
    path("keys/<int:pk>/edit/", edit_webauthn, name="mfa_edit_webauthn"),
    path("keys/<int:pk>/remove/", passkeys.remove, name="mfa_remove_webauthn"),
]

second_steps = [
    path("authenticate/", passkeys.SecondStep.as_view(), name="mfa_authenticate"),
    path("webauthn/", include(passkey_pages)),
    path("", include("allauth.mfa.urls")),
]

accounts = [
    path("", entering.land),
    path("landing/", entering.land, name="account_landing"),
    path("login/", entering.SignIn.as_view(), name="account_login"),
    path("kept/", entering.kept, name="account_kept"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    # allauth sends somebody without a password here; the first one is chosen like a forgotten one.
    path("password/set/", RedirectView.as_view(pattern_name="account_reset_password"), name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("invitation/<str:token>/", entering.invitation, name="account_invitation"),
    path("me/", own.me, name="account_me"),
    path("me/news/", own.news, name="account_news"),
    path("me/own/", own.own_details, name="account_own_details"),
    path("me/elsewhere/", own.sign_out_elsewhere, name="account_sign_out_elsewhere"),
    path("terminals/", terminals.listed, name="account_terminals"),
    path("terminals/<uuid:terminal_id>/retire/", terminals.retire, name="account_terminal_retire"),
    path("2fa/", include(second_steps)),
]

urlpatterns = [
    path("support/", help.support, name="support"),
    path("accounts/", include(accounts)),
]
