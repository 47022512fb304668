"""Forces, what they keep on pages of their own (to read), and the table from outcodes to them, which is the platform's."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from partners import onboarding
from partners.admin.back_office import BackOffice, KeptByTheForce, by, is_platform
from partners.models import District, Force, ForceNotice, NonCrimeRegime, Outcode, PolicingArea, Team


@admin.register(Force)
class ForceAdmin(BackOffice):
    """Its name and its place in the country. Going live, holding the duty and showing names are acts of their own."""

    list_display = ("name", "kind", "on_board", "is_duty")
    list_filter = ("kind", "on_board")
    search_fields = ("name", "code")
    actions = ("give_duty",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        by_an_act = ("on_board", "is_duty", "reveal_needs_reason", "valid_from")
        return ("code", "kind", *by_an_act) if obj else by_an_act

    def force_of(self, obj: Force) -> str:
        return obj.pk

    @admin.action(description="Make it the duty force, which holds what no live force covers", permissions=["change"])
    def give_duty(self, request: HttpRequest, queryset: QuerySet[Force]) -> None:
        if len(ticked := list(queryset)) != 1:
            self.message_user(request, "Tick the one force that is to hold the duty.", messages.ERROR)
            return
        try:
            onboarding.give_duty(by(request), ticked[0])
        except (onboarding.NotYourPlatform, onboarding.CannotJoin) as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.message_user(request, f"{ticked[0].name} holds what no live force covers.", messages.SUCCESS)


@admin.register(NonCrimeRegime)
class NonCrimeRegimeAdmin(KeptByTheForce):
    kept_at = "regime/"
    list_display = ("force", "regime", "valid_from", "signed_by")


@admin.register(ForceNotice)
class ForceNoticeAdmin(KeptByTheForce):
    kept_at = "notice/"
    list_display = ("force", "controller", "statement_prepared_on", "tested_on")


@admin.register(District)
class DistrictAdmin(KeptByTheForce):
    kept_at = "areas/"
    list_display = ("name", "force", "gss", "valid_from", "valid_to")
    list_filter = ("force",)
    search_fields = ("name", "gss")


@admin.register(PolicingArea)
class PolicingAreaAdmin(KeptByTheForce):
    kept_at = "areas/"
    list_display = ("name", "force", "district", "valid_from", "valid_to")
    search_fields = ("name", "code")


@admin.register(Outcode)
class OutcodeAdmin(BackOffice):
    """Which forces share an outcode is between forces; which area of a force it lies in, the force says on its page."""

    force_path = "force"
    list_display = ("code", "force", "area", "share", "rank")
    list_filter = ("share",)
    search_fields = ("code",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_platform(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_platform(request)


@admin.register(Team)
class TeamAdmin(KeptByTheForce):
    kept_at = "teams/"
    list_display = ("name", "kind", "force", "area", "always_on")
    list_filter = ("kind",)
    search_fields = ("name", "code")
