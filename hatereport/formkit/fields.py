"""Fields and widgets for choosing and for writing at length.

Choices may be (value, label) or (value, label, hint). Widgets here only hold what is special
about a question; questions.py makes it ready for the markup in templates/govuk/questions/.
Dates are in dates.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

Words = str | Promise
Choice = tuple[str, Words] | tuple[str, Words, Words]
Choices = Iterable[Choice] | Callable[[], Iterable[Choice]]


class Radios(forms.RadioSelect):
    """One answer out of a few, all of them in sight.

    `divider_before` is the value in front of which the word "or" stands; `inline` sets two
    short answers (yes and no) side by side. `symbols` (value -> id in symbols.svg) puts a picture
    beside an answer.
    """

    def __init__(self, attrs: dict[str, Any] | None = None, *, divider_before: str = "", inline: bool = False) -> None:
        super().__init__(attrs)
        self.hints: dict[str, Words] = {}
        self.symbols: dict[str, str] = {}
        self.divider_before = divider_before
        self.inline = inline


class Checkboxes(forms.CheckboxSelectMultiple):
    """Any number of answers; `exclusive` is the value that stands alone ("None of these").

    The exclusive answer is set apart by the word "or" and unticks the others where a script
    runs; where none runs, MultipleChoiceField asks the person to settle it. `headings` parts a
    long list: value -> what stands above it.
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        divider_before: str = "",
        exclusive: str = "",
        headings: Mapping[str, Words] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.hints: dict[str, Words] = {}
        self.symbols: dict[str, str] = {}
        self.headings = headings or {}
        self.divider_before = divider_before or exclusive
        self.exclusive = exclusive


class _Hinted:
    """Takes the third part of a choice, its hint, to the widget: Django knows pairs only."""

    widget: Any

    def _start_hints(self) -> None:
        if hasattr(self.widget, "hints"):
            self.widget.hints = {}

    def _pairs(self, choices: Choices) -> Choices:
        if callable(choices):
            return cast("Choices", lambda: self._pairs(choices()))
        rows = list(choices)
        if hasattr(self.widget, "hints"):
            # The same dictionary on purpose: a form draws with copies of the widget, which share it.
            self.widget.hints.update({str(row[0]): row[2] for row in rows if len(row) > 2})
        return [(row[0], row[1]) for row in rows]


class ChoiceField(_Hinted, forms.ChoiceField):
    """One choice, asked with Radios unless another widget is given."""

    widget = Radios
    default_error_messages = {
        "required": _("Choose one of the answers"),
        "invalid_choice": _("Choose one of the answers on this page"),
    }

    def __init__(self, *, choices: Choices = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._start_hints()
        self.choices = self._pairs(choices)  # type: ignore[assignment]


class MultipleChoiceField(_Hinted, forms.MultipleChoiceField):
    """Any number of choices, asked with Checkboxes unless another widget is given."""

    widget = Checkboxes
    default_error_messages = {
        "required": _("Choose at least one answer"),
        "invalid_choice": _("Choose from the answers on this page"),
        "invalid_list": _("Choose from the answers on this page"),
        "not_alone": _("Choose what applies, or the last answer on its own"),
    }

    def __init__(self, *, choices: Choices = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._start_hints()
        self.choices = self._pairs(choices)  # type: ignore[assignment]

    def validate(self, value: Any) -> None:
        super().validate(value)
        alone = getattr(self.widget, "exclusive", "")
        if alone and alone in value and len(value) > 1:
            raise ValidationError(self.error_messages["not_alone"], code="not_alone")


class CharacterCount(forms.Textarea):
    """A long answer with a count of what is left, told politely.

    The limit is never put on the textarea itself: the browser would cut off pasted words
    without saying so. Spelling help and autofill are off, because both may send what is
    written to a third party or show it to the next person at the same device.
    """

    #: How many characters may be written; set by the field's max_length.
    limit: int | None = None

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 8, "autocomplete": "off", "spellcheck": "false", **(attrs or {})})


class TooLong(MaxLengthValidator):
    """Says how much too long, so that the person knows what to take out."""

    message = ngettext_lazy(
        "Shorten your answer by %(over)d character. It can be %(limit_value)d characters long",
        "Shorten your answer by %(over)d characters. It can be %(limit_value)d characters long",
        "over",
    )

    def __call__(self, value: str) -> None:
        limit = cast("int", self.limit_value)
        if len(value) > limit:
            detail = {"over": len(value) - limit, "limit_value": limit}
            raise ValidationError(self.message, code=self.code, params=detail)


class NarrativeField(forms.CharField):
    """Somebody's own words. Line ends count as one character on the server as in the browser."""

    widget = CharacterCount
    default_error_messages = {"required": _("Write your answer in the box")}

    def __init__(self, *, limit: int = 10_000, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators.append(TooLong(limit))
        self.widget.limit = limit

    def to_python(self, value: Any) -> str:
        text = value.replace("\r\n", "\n") if isinstance(value, str) else value
        return super().to_python(text) or ""


def chosen(value: Any) -> set[str]:
    """What is ticked, as text, whatever shape the answer has: a list, a value, a yes or no."""
    if value is None or value == "" or value is False:
        return set()
    if isinstance(value, str) or not isinstance(value, Iterable) or isinstance(value, Mapping):
        return {str(value)}
    return {str(one) for one in value}
