"""The back office: people and roles, places, teams and the directory, for administrators only.

Pages are Django's; every change goes through an act or leaves an audit entry here. Django's own log of changes is
switched off: it keeps the text of rows beside the audit log, which is the one log. Nothing is deleted, things end.
"""

from collections.abc import Sequence
from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hatereport import audit
from partners import organisations, people, teams
from partners.models import District, Force, NonCrimeRegime, Organisation, Outcode, Person, PolicingArea, RoleHeld, Team
from partners.roles import ADMINISTRATORS, ROLES, HangsOn

admin.site.site_header = admin.site.site_title = _("Back office")
admin.site.index_title = _("People and places")
#: One way in: Django's own page for signing in knows no second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

for not_for_reading in (Authenticator, EmailAddress):
    if admin.site.is_registered(not_for_reading):
        admin.site.unregister(not_for_reading)


class BackOffice(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in its stubs only
    """What all pages share: who may open them, whose rows they show, that a change is recorded."""

    #: Path from the row to its force; "" for rows that belong to none and are the platform administrator's.
    force_path = ""
    actions: Sequence[str] | None = None
    formfield_overrides = {models.URLField: {"form_class": forms.URLField, "assume_scheme": "https"}}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_active and _by(request).holds(*ADMINISTRATORS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_theirs(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._is_theirs(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        if not self.force_path or _is_platform(request):
            return rows
        return rows.filter(**{f"{self.force_path}__in": _forces_of(request)})

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if not _is_platform(request):
            narrower = _within(db_field.related_model, _forces_of(request))
            if narrower is not None:
                kwargs["queryset"] = narrower
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            act = f"{obj._meta.model_name}_{'changed' if change else 'added'}"
            detail = {"fields": sorted(form.changed_data)}
            audit.record(_actor(request), "alteration", obj._meta.model_name, str(obj.pk), act, detail)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """Not twice: save_model has recorded it."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """Not twice: save_model has recorded it."""

    def _is_theirs(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request) and (bool(self.force_path) or _is_platform(request))


@admin.register(Force)
class ForceAdmin(BackOffice):
    list_display = ("name", "kind", "on_board", "is_duty")
    list_filter = ("kind", "on_board")
    search_fields = ("name", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("code",) if obj else ()

    def save_model(self, request: HttpRequest, obj: Force, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if obj.on_board:
            teams.stand_up(obj)


@admin.register(NonCrimeRegime)
class NonCrimeRegimeAdmin(BackOffice):
    force_path = "force"
    list_display = ("force", "regime", "valid_from", "signed_by")


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


@admin.register(Organisation)
class OrganisationAdmin(BackOffice):
    list_display = ("name", "kind", "is_public", "is_crisis", "verified_on", "verify_by")
    list_filter = ("kind", "is_public", "is_crisis")
    search_fields = ("name", "code")
    readonly_fields = ("verified_on", "verify_by")
    actions = ("mark_checked",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A force administrator keeps the rows of the own force; national rows are the platform's."""
        if obj is None or _is_platform(request):
            return self.has_view_permission(request)
        return bool(obj.forces) and set(obj.forces) <= _forces_of(request)

    def save_model(self, request: HttpRequest, obj: Organisation, form: Any, change: bool) -> None:
        organisations.keep(_by(request), obj, is_new=not change)

    @admin.action(description=_("I have tried the contact today and it is right"), permissions=["change"])
    def mark_checked(self, request: HttpRequest, queryset: QuerySet[Organisation]) -> None:
        theirs = [row for row in queryset if self.has_change_permission(request, row)]
        for organisation in theirs:
            organisations.mark_checked(_by(request), organisation)
        self.message_user(request, _("Checked: %(number)d.") % {"number": len(theirs)}, messages.SUCCESS)


class RoleHeldInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in its stubs only
    model = RoleHeld
    extra = 0
    can_delete = True
    verbose_name = _("role (tick “delete” to end it)")
    verbose_name_plural = _("roles held today")
    fields = ("role", "force", "team", "organisation", "valid_from")
    readonly_fields = ("valid_from",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[RoleHeld]:
        return super().get_queryset(request).filter(valid_to=None)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _by(request).holds(*ADMINISTRATORS)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None or people.may_look_after(_by(request), obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if not _is_platform(request):
            narrower = _within(db_field.related_model, _forces_of(request))
            if narrower is not None:
                kwargs["queryset"] = narrower
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "role" and not _is_platform(request):
            kwargs["choices"] = [(r.code, r.label) for r in ROLES if r.hangs_on is not HangsOn.PLATFORM]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class PersonForm(ModelForm):  # type: ignore[type-arg]  # generic in its stubs only
    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


@admin.register(Person)
class PersonAdmin(BackOffice):
    form = PersonForm
    list_display = ("name", "email", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name", "email")
    fields = ("email", "name", "is_active", "joined_at")
    readonly_fields = ("is_active", "joined_at")
    inlines = (RoleHeldInline,)
    actions = ("let_in_again", "take_second_factor", "let_go")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        """A force administrator sees the own people, those of organisations, and those who hold nothing yet."""
        rows = super().get_queryset(request)
        if _is_platform(request):
            return rows
        theirs = Q(held__force__in=_forces_of(request)) | Q(held=None) | Q(held__organisation__isnull=False)
        return rows.filter(theirs).distinct()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return self.has_view_permission(request)
        return self.has_view_permission(request) and people.may_look_after(_by(request), obj)

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        added = people.add_person(_by(request), obj.email, obj.name)
        obj.pk, obj.password = added.pk, added.password
        obj._state.adding = False

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        person = form.instance
        formset.save(commit=False)
        for held in formset.deleted_objects:
            self._try(request, lambda held=held: people.end(_by(request), held))
        for new in formset.new_objects:
            places = {"force": new.force, "team": new.team, "organisation": new.organisation}
            self._try(request, lambda new=new, places=places: people.grant(_by(request), person, new.role, **places))

    def _try(self, request: HttpRequest, act: Any) -> None:
        try:
            act()
        except (people.NotYourPeople, people.NotForYourself, people.WrongPlace) as refusal:
            self.message_user(request, str(refusal), messages.ERROR)

    @admin.action(description=_("Let them sign in again now (after wrong passwords)"), permissions=["change"])
    def let_in_again(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        self._for_each(request, queryset, people.let_in_again)

    @admin.action(description=_("Lost telephone: take the second step away"), permissions=["change"])
    def take_second_factor(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        self._for_each(request, queryset, people.take_second_factor)

    @admin.action(description=_("They have left: end every role and close the account"), permissions=["change"])
    def let_go(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        self._for_each(request, queryset, people.let_go)

    def _for_each(self, request: HttpRequest, chosen: QuerySet[Person], act: Any) -> None:
        for person in chosen:
            self._try(request, lambda person=person: act(_by(request), person))


def _by(request: HttpRequest) -> Person:
    user = request.user
    assert isinstance(user, Person)  # noqa: S101  (the site's own check lets nobody else reach a page)
    return user


def _is_platform(request: HttpRequest) -> bool:
    return _by(request).holds("platform_administrator")


def _forces_of(request: HttpRequest) -> set[str]:
    return {str(held.force_id) for held in _by(request).roles_held() if held.role == "force_administrator"}


def _actor(request: HttpRequest) -> audit.Actor:
    return _by(request).as_actor("platform_administrator" if _is_platform(request) else "force_administrator")


def _within(model: Any, forces: set[str]) -> QuerySet[Any] | None:
    """The rows of a related table a force administrator may choose from; None where the table knows no force."""
    if model is Force:
        return Force.objects.filter(pk__in=forces)
    if model in (PolicingArea, Team, District):
        of_forces: QuerySet[Any] = model.objects.filter(force__in=forces)
        return of_forces
    if model is Organisation:
        return Organisation.objects.filter(Q(forces=[]) | Q(forces__overlap=list(forces)))
    return None
