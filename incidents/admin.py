"""The back office of the form's words: which translation a native speaker has read, and videos in sign language."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from hatereport.languages.table import TRANSLATED
from incidents import reviews, signed
from incidents.evidence.arriving import LARGEST
from incidents.evidence.kinds import NotTaken, kind_of
from incidents.models import LanguageReview, SignedVideo
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


class SignedVideoForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in its stubs only
    screen = forms.ChoiceField(choices=[(screen.code, screen.title) for screen in signed.SCREENS])
    # A plain box: the usual one links to an address that files of this house do not have.
    file = forms.FileField(
        widget=forms.FileInput(attrs={"accept": ".mp4,.webm"}),
        help_text=f"An MP4 or WebM video of up to {LARGEST // 1024**2} MB, which says what is written on the page.",
    )

    def clean_file(self) -> Any:
        """A video by its content, called by its screen: what is served as a video is one."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(f"Choose a video of up to {LARGEST // 1024**2} MB.")
        try:
            kind = kind_of(file.name, file.read())
        except NotTaken:
            raise forms.ValidationError("Choose an MP4 or WebM video.") from None
        if kind.code not in signed.CONTENT_TYPES:
            raise forms.ValidationError("Choose an MP4 or WebM video.")
        file.seek(0)
        file.name = f"{self.cleaned_data.get('screen', 'screen')}.{kind.code}"
        return file


@admin.register(SignedVideo)
class SignedVideoAdmin(BackOffice):
    """One video a screen, seen by the public within a minute. To change one, take it down and add the new one."""

    form = SignedVideoForm
    list_display = ("screen", "file", "added_at")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_theirs(request)

    def delete_model(self, request: HttpRequest, obj: SignedVideo) -> None:
        file = obj.file
        super().delete_model(request, obj)
        file.delete(save=False)
