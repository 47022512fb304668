"""The back office of the form's words: which translation a native speaker has read, and when."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from hatereport.languages.table import TRANSLATED
from incidents import reviews
from incidents.models import LanguageReview
from partners.admin.back_office import BackOffice


class ReviewForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in its stubs only
    language = forms.ChoiceField(choices=[(language.code, language.english_name) for language in TRANSLATED])


@admin.register(LanguageReview)
class LanguageReviewAdmin(BackOffice):
    """A row takes the English away from beside the translation, so it is the platform administrator's alone."""

    form = ReviewForm
    list_display = ("language", "reviewed_by", "reviewed_on")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("language",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A translation changed so much that it must be read again: the English comes back."""
        return self._is_theirs(request)

    def save_model(self, request: HttpRequest, obj: LanguageReview, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        reviews.forget()
