"""The back office: people and roles, places, teams and the directory, for administrators only.

Pages are Django's; every change goes through an act or leaves an audit entry (back_office.py). Django's own log of
changes is switched off: it keeps the text of rows beside the audit log, which is the one log. Nothing is deleted,
things end.
"""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partners.admin import directory, people, places

__all__ = ["directory", "people", "places"]

admin.site.site_header = admin.site.site_title = _("Back office")
admin.site.index_title = _("People and places")
#: One way in: Django's own page for signing in knows no second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

for not_for_reading in (Authenticator, EmailAddress):
    if admin.site.is_registered(not_for_reading):
        admin.site.unregister(not_for_reading)
