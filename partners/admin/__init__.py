"""The back office: people and roles, places, teams and the directory, for administrators only.

Pages are Django's; every change goes through an act or leaves an audit entry (back_office.py). Django's own log of
changes is switched off: it keeps the text of rows beside the audit log, which is the one log. Nothing is deleted,
things end.
"""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from partners.admin import directory, people, places

__all__ = ["directory", "people", "places"]

admin.site.site_header = admin.site.site_title = _("Back office")
admin.site.index_title = _("People and places")


def signed_in_already(request: HttpRequest, extra_context: object = None) -> HttpResponse:
    return redirect("admin:index")


#: One way in: Django's own page asks for no second factor, so nobody reaches it, least of all to become somebody else.
admin.site.login = secure_admin_login(signed_in_already)  # type: ignore[method-assign]

#: The way out leads to one's work, not to the public's first page.
admin.site.site_url = "/accounts/landing/"

#: Not for reading; and Django's groups give nothing here, roles do.
for not_here in (Authenticator, EmailAddress, Group):
    if admin.site.is_registered(not_here):
        admin.site.unregister(not_here)
