"""The form by which a file is added behind the code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hatereport.formkit import QuestionForm
from incidents.evidence.kinds import ACCEPTED
from incidents.forms.section import danger_now


class FileForm(QuestionForm):
    """What is wrong with a file is found by the act (evidence/taking.py), which reads it."""

    grave = frozenset({"danger", "stripped_only"})

    danger = danger_now()
    file = forms.FileField(
        label=_("Choose a file"),
        help_text=_("Up to 10 MB. A picture, a PDF, plain text, sound or video."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first"), "invalid": _("Choose a file first")},
    )
    stripped_only = forms.BooleanField(
        label=_("Do not keep the hidden details of my file"),
        required=False,
    )

    def __init__(self, data: Any = None, files: Any = None, *, named: bool, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        if not named:  # nothing to decide: hidden details are never kept
            del self.fields["stripped_only"]
