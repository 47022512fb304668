"""The directory: what an organisation does, how to reach it, and that somebody tried."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from partners import organisations
from partners.admin.back_office import BackOffice, by, forces_of, is_platform
from partners.models import Organisation


@admin.register(Organisation)
class OrganisationAdmin(BackOffice):
    list_display = ("name", "kind", "is_public", "is_crisis", "verified_on", "verify_by")
    list_filter = ("kind", "is_public", "is_crisis")
    search_fields = ("name", "code")
    readonly_fields = ("verified_on", "verify_by")
    actions = ("mark_checked",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A force administrator keeps the rows of the own force; national rows are the platform's."""
        if obj is None or is_platform(request):
            return self.has_view_permission(request)
        return bool(obj.forces) and set(obj.forces) <= forces_of(request)

    def save_model(self, request: HttpRequest, obj: Organisation, form: Any, change: bool) -> None:
        organisations.keep(by(request), obj, is_new=not change)

    @admin.action(description=_("I have tried the contact today and it is right"), permissions=["change"])
    def mark_checked(self, request: HttpRequest, queryset: QuerySet[Organisation]) -> None:
        theirs = [row for row in queryset if self.has_change_permission(request, row)]
        for organisation in theirs:
            organisations.mark_checked(by(request), organisation)
        self.message_user(request, _("Checked: %(number)d.") % {"number": len(theirs)}, messages.SUCCESS)
