"""Forces with their areas and teams, and the table from outcodes to them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from partners import teams
from partners.admin.back_office import BackOffice
from partners.models import District, Force, ForceNotice, NonCrimeRegime, Outcode, PolicingArea, Team


@admin.register(Force)
class ForceAdmin(BackOffice):
    list_display = ("name", "kind", "on_board", "is_duty")
    list_filter = ("kind", "on_board")
    search_fields = ("name", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Whether it works here is settled by going live (onboarding.py), which asks for what must be there first."""
        return ("code", "on_board") if obj else ("on_board",)


@admin.register(NonCrimeRegime)
class NonCrimeRegimeAdmin(BackOffice):
    """To read: rules are signed on the pages of the force (forces.py), and no signed row is ever changed."""

    force_path = "force"
    list_display = ("force", "regime", "valid_from", "signed_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ForceNotice)
class ForceNoticeAdmin(BackOffice):
    force_path = "force"
    list_display = ("force", "controller", "statement_prepared_on", "tested_on")


@admin.register(District)
class DistrictAdmin(BackOffice):
    list_display = ("name", "force", "gss", "valid_from", "valid_to")
    list_filter = ("force",)
    search_fields = ("name", "gss")


@admin.register(PolicingArea)
class PolicingAreaAdmin(BackOffice):
    force_path = "force"
    list_display = ("name", "force", "district", "valid_from", "valid_to")
    search_fields = ("name", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("code",) if obj else ()

    def save_model(self, request: HttpRequest, obj: PolicingArea, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if obj.force.on_board:
            teams.stand_up(obj.force)


@admin.register(Outcode)
class OutcodeAdmin(BackOffice):
    force_path = "force"
    list_display = ("code", "force", "area", "share", "rank")
    list_filter = ("share",)
    search_fields = ("code",)


@admin.register(Team)
class TeamAdmin(BackOffice):
    force_path = "force"
    list_display = ("name", "kind", "force", "area", "always_on")
    list_filter = ("kind",)
    search_fields = ("name", "code")
