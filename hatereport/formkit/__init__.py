"""Questions as people meet them: fields, widgets, error summary.

The Python side of the crispy template pack `govuk` (markup in templates/govuk/, look in
static/src/scss). It knows how a question is asked and answered, not which questions exist:
those live in the forms of the apps. `{% load formkit %}{% error_summary form %}` goes above
a form, `{% crispy form %}` renders its questions.
"""

from hatereport.formkit.dates import DateParts, DatePartsField
from hatereport.formkit.fields import (
    CharacterCount,
    Checkboxes,
    ChoiceField,
    MultipleChoiceField,
    NarrativeField,
    Radios,
    TooLong,
)
from hatereport.formkit.forms import QuestionForm, error_summary

__all__ = [
    "CharacterCount",
    "Checkboxes",
    "ChoiceField",
    "DateParts",
    "DatePartsField",
    "MultipleChoiceField",
    "NarrativeField",
    "QuestionForm",
    "Radios",
    "TooLong",
    "error_summary",
]
