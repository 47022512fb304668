"""The filter over the directory: whatever cannot be understood narrows nothing, because somebody needs help."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hatereport.formkit import QuestionForm
from partners import directory
from partners.routing import UNKNOWN_PLACE, place


class DirectoryFilter(QuestionForm):
    postcode = forms.CharField(
        label=_("First half of your postcode"),
        help_text=_("For example CA1. You can leave this out."),
        required=False,
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
    )
    strand = forms.ChoiceField(
        label=_("Why you were targeted"), choices=[("", _("Any reason")), *directory.STRANDS], required=False
    )
    need = forms.ChoiceField(
        label=_("What you need"), choices=[("", _("Any help")), *directory.PUBLIC_NEEDS], required=False
    )

    def narrowed(self) -> dict[str, str]:
        """Codes for directory.listing()."""
        self.is_valid()
        answers = self.cleaned_data
        narrowed = {"strand": answers.get("strand", ""), "need": answers.get("need", ""), "force": "", "area": ""}
        if answers.get("postcode"):
            found = place(postcode=answers["postcode"])
            if found.basis != UNKNOWN_PLACE:  # an unknown place must not hide what is near
                narrowed["force"] = (found.belongs_to or found.force).pk
                narrowed["area"] = found.area.pk if found.area else ""
        return narrowed
