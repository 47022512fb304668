"""The form every page of questions inherits, and the list of what went wrong in it.

A question may be shown only when another was answered in a certain way (`reveals`). The page
does that with a style rule and needs no script; this form makes sure that an answer nobody
could see is neither demanded nor kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.forms.utils import ErrorDict
from django.utils.functional import Promise, cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hatereport.formkit.dates import DateParts, first_wrong_part
from hatereport.formkit.fields import chosen

#: field name -> (the field that decides, the answer that shows it)
Reveals = dict[str, tuple[str, str]]

#: "This field is required." tells nobody what to do. A form that has a better sentence gives its own.
DJANGO_SAYS = forms.Field.default_error_messages["required"]
WE_SAY = _("Fill in “{label}”")
OF_A_HIDDEN_FIELD = _("Part of this page is missing. Load the page again")

#: The widgets whose answers may show another question. A single tick box answers "True".
DECIDERS = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.CheckboxInput)


class QuestionHelper(FormHelper):  # type: ignore[misc]  # crispy comes without types
    """Crispy's helper without what our pages write themselves: the form tag, its address, the token."""

    form_tag = False
    disable_csrf = True
    #: Crispy would look up an address by this name at every drawing, although none is asked for.
    form_action = ""


class QuestionForm(forms.Form):
    """A form in the words and the look of the house.

    `reveals`       which questions wait for the answer to another one
    `page_heading`  name of the field whose label or legend is the heading (h1) of the page
    `grave`         names of the fields about danger, anonymity or consent: the English may stand beside them
    `autocomplete`  what text boxes ask of the browser unless they say otherwise; "off", because
                    the device may be shared with the person the report is about
    """

    reveals: ClassVar[Reveals] = {}
    page_heading: ClassVar[str] = ""
    grave: ClassVar[frozenset[str]] = frozenset()
    autocomplete: ClassVar[str] = "off"

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.put_into_words()
        for name, field in self.fields.items() if self.is_bound else ():
            if field.error_messages.get("required") is DJANGO_SAYS:
                ours = OF_A_HIDDEN_FIELD if field.widget.is_hidden else format_lazy(WE_SAY, label=field.label or name)
                field.error_messages["required"] = ours

    def put_into_words(self) -> None:
        """Labels and hints of fields that come from elsewhere, before any sentence is made of them."""

    def offer(self, name: str, choices: Iterable[tuple[str, str | Promise]]) -> None:
        """The answers to a question of choice that are known only when the page is made."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def as_typed(self) -> Self:
        """The same form, not judged: shows what was typed and no error."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        return self

    @cached_property
    def helper(self) -> FormHelper:
        return QuestionHelper()

    @property
    def error_summary(self) -> list[tuple[str, str]]:
        return error_summary(self)

    @cached_property
    def revealed_by(self) -> dict[str, dict[str, list[str]]]:
        """deciding field -> answer -> the names of the questions it shows, in order."""
        shown: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for name in self.fields:
            if name in self.reveals:
                decider, answer = self.reveals[name]
                if not isinstance(self.fields[decider].widget, DECIDERS):
                    raise ImproperlyConfigured(f"{decider} must be asked with radios or checkboxes to reveal {name}")
                shown[decider][answer].append(name)
        return shown

    @property
    def shown_by_others(self) -> frozenset[str]:
        """The names of all questions that stand under an answer to another one."""
        return frozenset(name for answers in self.revealed_by.values() for names in answers.values() for name in names)

    def is_shown(self, name: str) -> bool:
        """Whether the answers given so far show this question."""
        if name not in self.reveals:
            return True
        decider, answer = self.reveals[name]
        field = self[decider]
        return self.is_shown(decider) and answer in chosen(field.data if self.is_bound else field.value())

    def _clean_fields(self) -> None:
        # Django has no hook for "this question does not apply": what stays hidden is taken out of
        # the cleaning and put back afterwards, so that the page can still be drawn.
        every = self.fields
        hidden = [name for name in self.reveals if name in every and not self.is_shown(name)]
        self.fields = {name: field for name, field in every.items() if name not in hidden}
        try:
            super()._clean_fields()  # type: ignore[misc]
        finally:
            self.fields = every
        self.cleaned_data |= {name: every[name].to_python(None) for name in hidden}


def error_summary(form: forms.BaseForm) -> list[tuple[str, str]]:
    """(id of the control to go to, message) for every error, in the order of the page.

    Errors of the form as a whole, and of fields nobody can see, lead to the first control.
    """
    if not form.errors:
        return []
    visible = form.visible_fields()
    first = anchor(visible[0]) if visible else ""
    lines = [(first, str(message)) for message in form.non_field_errors()]
    lines += [(first, str(message)) for field in form.hidden_fields() for message in field.errors]
    lines += [(anchor(field), str(message)) for field in visible for message in field.errors]
    return lines


def anchor(field: forms.BoundField) -> str:
    """The id of the control that gets the focus: the first radio, the first wrong date part, the box."""
    widget = field.field.widget
    if isinstance(widget, DateParts):
        return f"{field.auto_id}-{first_wrong_part(widget.parts(field.value()))}"
    return field.auto_id
