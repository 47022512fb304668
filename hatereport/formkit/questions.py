"""A bound field made ready for its template: ids, what describes what, options, reveals.

The templates in templates/govuk/questions/ only place what is worked out here. Ids derive from
the field's own: `-hint`, `-error`, `-count`; options count from the second (`id_kind`, `id_kind-2`),
so that the plain id of a question is always the control an error leads to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.forms.widgets import Input
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from hatereport.formkit.dates import PARTS, DateParts
from hatereport.formkit.fields import CharacterCount, chosen
from hatereport.formkit.forms import QuestionForm

#: widget -> template of templates/govuk/questions/; the first that fits. Whatever is not here draws itself.
ASKED_AS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (DateParts, "date"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (Input, "input"),
)

#: These attributes of a widget are words to the template, not to the browser.
FOR_THE_TEMPLATE = ("class", "data-size", "data-width")


@dataclass(slots=True)
class Option:
    """One radio or tick box."""

    id: str
    value: str
    label: Any
    hint: Any
    checked: bool
    divided: bool
    alone: bool
    heading: Any
    symbol: str
    revealed: list[Question]

    @property
    def condition(self) -> str:
        """Said above a revealed question where the browser cannot hide it."""
        return gettext("If you chose “%(answer)s”") % {"answer": self.label}


@dataclass(slots=True)
class Part:
    """One of the three boxes of a date."""

    id: str
    name: str
    label: str
    value: str
    wrong: bool
    width: int


@dataclass(slots=True)
class Question:
    """What a template of the pack may say about a field."""

    bound: forms.BoundField
    nested: bool = False
    asked_as: str = field(init=False)
    id: str = field(init=False)
    errors: list[str] = field(init=False)
    hint: Any = field(init=False)

    def __post_init__(self) -> None:
        self.asked_as = asked_as(self.widget)
        self.id = self.bound.auto_id or self.bound.html_name
        self.errors = [str(message) for message in self.bound.errors]
        self.hint = self.bound.help_text

    @property
    def widget(self) -> Any:
        return self.bound.field.widget

    @property
    def name(self) -> str:
        return self.bound.html_name

    @property
    def label(self) -> Any:
        return self.bound.label

    @property
    def heading(self) -> bool:
        """Whether this question is the heading of its page."""
        return getattr(self.bound.form, "page_heading", "") == self.bound.name

    @property
    def symbol(self) -> str:
        """A picture beside the question: an id in symbols.svg, given by who words the form."""
        return str(getattr(self.bound.field, "symbol", ""))

    @property
    def grave(self) -> bool:
        """Whether this question must be understood by everybody, whatever the translation is worth."""
        return self.bound.name in getattr(self.bound.form, "grave", ())

    @property
    def size(self) -> str:
        return self.widget.attrs.get("data-size") or ("l" if self.heading else "" if self.nested else "s")

    @property
    def width(self) -> str:
        return str(self.widget.attrs.get("data-width", ""))

    @property
    def limit(self) -> int | None:
        return self.widget.limit if isinstance(self.widget, CharacterCount) else None

    @property
    def described_by(self) -> str:
        present = (("-hint", self.hint), ("-error", self.errors), ("-count", self.limit))
        return " ".join(f"{self.id}{suffix}" for suffix, there in present if there)

    @property
    def attributes(self) -> SafeString:
        """Everything of a single control but its class and its value."""
        own = {name: value for name, value in self.widget.attrs.items() if name not in FOR_THE_TEMPLATE}
        attrs: dict[str, Any] = {"id": self.id, "name": self.name}
        if self.asked_as == "input":
            attrs["type"] = self.widget.input_type
        if self.asked_as in ("input", "textarea", "select") and isinstance(self.bound.form, QuestionForm):
            attrs["autocomplete"] = self.bound.form.autocomplete
        if getattr(self.widget, "allow_multiple_selected", False):
            attrs["multiple"] = True
        if self.bound.field.disabled:
            attrs["disabled"] = True
        if described_by := self.described_by:
            attrs["aria-describedby"] = described_by
        if self.errors:
            attrs["aria-invalid"] = "true"
        return flatatt({**attrs, **own})

    @property
    def value(self) -> str | None:
        """What stands in the box. A password is never sent back."""
        if isinstance(self.widget, forms.PasswordInput) and not self.widget.render_value:
            return None
        written = self.widget.format_value(self.bound.value())
        return None if written is None else str(written)

    @property
    def options(self) -> Iterator[Option]:
        ticked = chosen(self.bound.value())
        choices = list(self.widget.choices)  # first: choices worked out late bring their hints along
        hints = getattr(self.widget, "hints", {})
        divider = getattr(self.widget, "divider_before", "")
        alone = getattr(self.widget, "exclusive", "")
        headings = getattr(self.widget, "headings", {})
        symbols = getattr(self.widget, "symbols", {})
        form = self.bound.form
        shown = form.revealed_by.get(self.bound.name, {}) if isinstance(form, QuestionForm) else {}
        for number, (choice, label) in enumerate(choices, start=1):
            value = str(choice)
            yield Option(
                id=self.id if number == 1 else f"{self.id}-{number}",
                value=value,
                label=label,
                hint=hints.get(value, ""),
                checked=value in ticked,
                divided=bool(divider) and value == divider,
                alone=bool(alone) and value == alone,
                heading=headings.get(value, ""),
                symbol=symbols.get(value, ""),
                revealed=[Question(form[name], nested=True) for name in shown.get(value, ())],
            )

    @property
    def ticked(self) -> bool:
        """A single tick box: whether it is ticked."""
        return bool(self.widget.check_test(self.bound.value()))

    @property
    def revealed(self) -> list[Question]:
        """A single tick box: what ticking it shows."""
        form = self.bound.form
        if not isinstance(form, QuestionForm):
            return []
        return [Question(form[name], nested=True) for name in form.revealed_by.get(self.bound.name, {}).get("True", ())]

    @property
    def groups(self) -> Any:
        """A drop-down: (group name, options, number) as Django lays them out."""
        value = self.bound.value()
        return self.widget.optgroups(self.name, self.widget.format_value(value))

    @property
    def parts(self) -> list[Part]:
        labels = (pgettext("date", "Day"), pgettext("date", "Month"), pgettext("date", "Year"))
        typed = self.widget.parts(self.bound.value())
        return [
            Part(f"{self.id}-{part}", f"{self.name}_{part}", label, value, bool(self.errors), width)
            for part, label, value, width in zip(PARTS, labels, typed, (2, 2, 4), strict=True)
        ]


def asked_as(widget: forms.Widget) -> str:
    """The template a widget is drawn with; "own" for one that must draw itself."""
    return next((template for kind, template in ASKED_AS if isinstance(widget, kind)), "own")


def questions(form: forms.BaseForm) -> Iterator[Question]:
    """The questions of a form in order, without those that another question shows."""
    inner = form.shown_by_others if isinstance(form, QuestionForm) else frozenset()
    return (Question(bound) for bound in form.visible_fields() if bound.name not in inner)
