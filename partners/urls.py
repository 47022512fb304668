"""Addresses of this app: /support/ for everybody, /accounts/ for those who sign in.

allauth's pages are named one by one: what is not listed (signing up, changing one's own address) does not exist here.
"""

from allauth.account import views as account
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from partners import views
from partners.account_views import invitation

accounts = [
    path("", views.land),
    path("landing/", views.land, name="account_landing"),
    path("login/", account.login, name="account_login"),
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
    path("invitation/<str:token>/", invitation, name="account_invitation"),
    path("2fa/", include("allauth.mfa.urls")),
]

urlpatterns = [
    path("support/", views.support, name="support"),
    path("accounts/", include(accounts)),
]
