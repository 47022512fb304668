"""What an auditor asks the log, as a shareable address: period, person, role, action, act, record.

What it finds is reading.py's.
"""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.http import urlencode

from partners.roles import ROLES
from triage.auditing.reading import LogOf, people_of, record_called
from triage.auditing.words import ACTIONS, ACTS

ANY = [("", "Any")]


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        error_messages={"invalid": "Choose a real day."},
    )


class LogFilter(forms.Form):
    """Read from the address: all of it optional, and what is not understood is said."""

    since = _day("From")
    until = _day("Until")
    who = forms.ChoiceField(label="Person", required=False)
    role = forms.ChoiceField(
        label="Role", required=False, choices=ANY + [(role.code, str(role.label)) for role in ROLES]
    )
    action = forms.ChoiceField(label="Action", required=False, choices=ANY + list(ACTIONS.items()))
    act = forms.ChoiceField(label="What was done", required=False, choices=ANY + list(ACTS))
    record = forms.CharField(label="Case or report", required=False, max_length=30)

    def __init__(self, asked: Any, force: LogOf) -> None:
        super().__init__(asked)
        self.force = force
        people = [(str(pk), name) for pk, name in people_of(force.key).values_list("pk", "name")]
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = ANY + people
        for name, field in self.fields.items():
            styled = "govuk-select" if isinstance(field, forms.ChoiceField) else "govuk-input"
            field.widget.attrs |= {"class": styled, "id": f"id_{name}", "autocomplete": "off"}

    def clean_record(self) -> str:
        typed = self.cleaned_data["record"]
        if not typed:
            return ""
        found = record_called(typed, self.force.key)
        if found is None:
            raise forms.ValidationError(
                "No case or report of this force has that reference. Check it, or leave it empty."
            )
        self.chains = found.chains
        return found.reference

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("since") and said.get("until") and said["until"] < said["since"]:
            self.add_error("until", "Choose a last day that is not before the first.")
        return said

    def where(self) -> Q:
        """The filter over entries; only when what was asked is_valid()."""
        said, where = self.cleaned_data, Q()
        if said["since"]:
            where &= Q(at__gte=_midnight(said["since"]))
        if said["until"] and said["until"] < dt.date.max:
            where &= Q(at__lt=_midnight(said["until"] + dt.timedelta(days=1)))
        if said["who"]:
            where &= Q(actor_id=said["who"])
        if said["record"]:
            where &= Q(chain__in=self.chains)
        return where & Q(**{name: said[name] for name in ("role", "action", "act") if said[name]})

    def codes(self) -> dict[str, Any]:
        """What was asked, as the log itself keeps it: ids, codes, dates."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def address(self) -> str:
        """The same question as the part of an address after its question mark."""
        return urlencode({"force": self.force.pk} | self.codes())


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
