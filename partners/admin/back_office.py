"""What all pages of the back office share: who may open them, whose rows they show, that a change is recorded.

What a force keeps on pages of its own, by acts that say in the log what was before, is only read here.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import unquote
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hatereport import audit
from partners.models import District, Force, Organisation, Person, PolicingArea, Team
from partners.roles import ADMINISTRATORS, ROLE


class WithinTheirForces(BaseModelAdmin):  # type: ignore[type-arg]  # generic in its stubs only
    """What an administrator may choose is of the forces they look after."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if not is_platform(request):
            narrower = within(db_field.related_model, forces_of(request))
            if narrower is not None:
                kwargs["queryset"] = narrower
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class BackOffice(WithinTheirForces, admin.ModelAdmin):  # type: ignore[type-arg]  # generic in its stubs only
    #: Path from the row to its force; "" for rows that belong to none and are the platform administrator's.
    force_path = ""
    actions: Sequence[str] | None = None
    formfield_overrides = {models.URLField: {"form_class": forms.URLField, "assume_scheme": "https"}}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_active and by(request).holds(*ADMINISTRATORS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_theirs(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._is_theirs(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        if not self.force_path or is_platform(request):
            return rows
        return rows.filter(**{f"{self.force_path}__in": forces_of(request)})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            act = f"{obj._meta.model_name}_{'changed' if change else 'added'}"
            detail = {"fields": sorted(form.changed_data)}
            subject, force = obj._meta.model_name, self.force_of(obj)
            audit.record(actor_of(request), "alteration", subject, str(obj.pk), act, detail, force=force)

    def force_of(self, obj: Any) -> str:
        """Whose auditor reads of a change; "" for the service's log."""
        return getattr(obj, "force_id", None) or ""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """Not twice: save_model has recorded it."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """Not twice: save_model has recorded it."""

    def _is_theirs(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request) and (bool(self.force_path) or is_platform(request))


class KeptByTheForce(BackOffice):
    """To read: its force changes it on a page of its own, which each of these pages names."""

    force_path = "force"
    #: Of /desk/force/<force>/.
    kept_at = ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"subtitle": _where(ROLE["force_administrator"].lands)})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        row = self.get_object(request, unquote(object_id or ""))
        of_force = f"{ROLE['force_administrator'].lands}{row.force_id}/{self.kept_at}" if row else ""
        return super().changeform_view(request, object_id, form_url, {"subtitle": _where(of_force)})


def _where(address: str) -> SafeString:
    sentence = (
        'Only read here. Changed <a href="{}">on the page of the force</a>, which says in the log what was before.'
    )
    return format_html(sentence, address)


def by(request: HttpRequest) -> Person:
    user = request.user
    assert isinstance(user, Person)
    return user


def is_platform(request: HttpRequest) -> bool:
    return by(request).holds("platform_administrator")


def forces_of(request: HttpRequest) -> set[str]:
    return {str(held.force_id) for held in by(request).roles_held() if held.role == "force_administrator"}


def actor_of(request: HttpRequest) -> audit.Actor:
    return by(request).as_actor("platform_administrator" if is_platform(request) else "force_administrator")


def within(model: Any, forces: set[str]) -> QuerySet[Any] | None:
    """The rows of a related table a force administrator may choose from; None where the table knows no force."""
    if model is Force:
        return Force.objects.filter(pk__in=forces)
    if model in (PolicingArea, Team, District):
        of_forces: QuerySet[Any] = model.objects.filter(force__in=forces)
        return of_forces
    if model is Organisation:
        return Organisation.objects.filter(forces__contained_by=list(forces)).exclude(forces=[])
    return None
