"""People and the roles they hold: each change is an act of partners/people.py."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from partners import looking_after, people
from partners.admin.back_office import BackOffice, WithinTheirForces, by, forces_of, is_platform
from partners.models import Person, RoleHeld
from partners.roles import ADMINISTRATORS, ROLES, HangsOn


class RolesHeld(BaseInlineFormSet):  # type: ignore[type-arg]  # generic in its stubs only
    def add_fields(self, form: Any, index: int | None) -> None:
        """Django gives the box that ends a role no name: in its table only the column has one."""
        super().add_fields(form, index)
        if box := form.fields.get("DELETE"):
            box.widget.attrs["aria-label"] = "End this role"


class RoleHeldInline(WithinTheirForces, admin.TabularInline):  # type: ignore[type-arg]  # generic in its stubs only
    model = RoleHeld
    formset = RolesHeld
    extra = 0
    can_delete = True
    verbose_name = _("role (tick “delete” to end it)")
    verbose_name_plural = _("roles held today")
    fields = ("role", "force", "team", "organisation", "valid_from")
    readonly_fields = ("valid_from",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[RoleHeld]:
        return super().get_queryset(request).filter(valid_to=None)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return by(request).holds(*ADMINISTRATORS)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None or looking_after.may_look_after(by(request), obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "role" and not is_platform(request):
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
        if is_platform(request):
            return rows
        theirs = Q(held__force__in=forces_of(request)) | Q(held=None) | Q(held__organisation__isnull=False)
        return rows.filter(theirs).distinct()

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Not by password: an address like ?password__startswith=... would read the hash out sign by sign."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Whoever changed where a colleague's mail goes could choose their password anew and sign in as them."""
        stays = obj is not None and not is_platform(request)
        return (*self.readonly_fields, *(("email",) if stays else ()))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return self.has_view_permission(request)
        return self.has_view_permission(request) and looking_after.may_look_after(by(request), obj)

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        added = people.add_person(by(request), obj.email, obj.name)
        obj.pk, obj.password = added.pk, added.password
        obj._state.adding = False

    def force_of(self, obj: Person) -> str:
        return looking_after.force_of(obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        person = form.instance
        formset.save(commit=False)
        for held in formset.deleted_objects:
            self._try(request, lambda held=held: people.end(by(request), held))
        for new in formset.new_objects:
            places = {"force": new.force, "team": new.team, "organisation": new.organisation}
            self._try(request, lambda new=new, places=places: people.grant(by(request), person, new.role, **places))

    def _try(self, request: HttpRequest, act: Any) -> None:
        try:
            act()
        except (
            looking_after.NotYourPeople,
            looking_after.NotForYourself,
            people.WrongPlace,
            people.StillNeeded,
        ) as refusal:
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
            self._try(request, lambda person=person: act(by(request), person))
