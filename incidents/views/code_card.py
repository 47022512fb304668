"""The code on the page it was given on: copied, checked, given a PIN, hidden, shown again, or not wanted.

One card for three pages: after sending (check.py), after changing the code (changing.py), and for a report that is kept
half-way (saving.py). It lives as long as the sealed row that holds it (fresh_codes.py).
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from hatereport.formkit import QuestionForm
from incidents import code_changes, fresh_codes, pins, return_codes
from incidents.code_pictures import Picture, picture
from incidents.forms.codes import WITHOUT, CopiedForm, CopiedOrNotWantedForm, PinForm
from incidents.models import Draft

#: A form of the card with something to correct in it.
Wrong = CopiedForm | PinForm | None


@dataclass(frozen=True)
class Card:
    """What _code.html draws. `code` is empty once it was hidden; `pin` is None where none can be set."""

    code: str
    picture: Picture | None
    copied: QuestionForm
    pin: QuestionForm | None
    was_copied: bool
    has_pin: bool
    is_given_up: bool

    @property
    def wrong(self) -> QuestionForm | None:
        """The form with something to correct, for the summary at the top of the page."""
        return next((form for form in (self.copied, self.pin) if form is not None and form.is_bound), None)


def card(draft: Draft, *, pin: bool = True, may_give_up: bool = False, wrong: Wrong = None) -> Card:
    """The card of this row; `wrong` is a form that was sent and has something to correct."""
    kept: dict[str, Any] = draft.confirmation or {}
    code = fresh_codes.of(draft)
    shown = not kept.get("saved")
    form = CopiedOrNotWantedForm if may_give_up else CopiedForm
    return Card(
        code=return_codes.grouped(code) if shown else "",
        picture=picture(code) if shown else None,
        copied=wrong if isinstance(wrong, CopiedForm) else form(code=code),
        pin=(wrong if isinstance(wrong, PinForm) else PinForm()) if pin and shown else None,
        was_copied=bool(kept.get("copied")),
        has_pin=bool(kept.get("has_pin")),
        is_given_up=bool(kept.get("given_up")),
    )


def answered(request: HttpRequest, draft: Draft, *, may_give_up: bool = False) -> Wrong:
    """Do what the card's buttons ask; a form only if there is something to correct in it."""
    code, asked = fresh_codes.of(draft), request.POST.get("code")
    if (draft.confirmation or {}).get("given_up"):
        return None
    if asked == "show":
        fresh_codes.note(draft, saved=False, copied=False)
    elif asked == "pin":
        return _pin_set(draft, PinForm(request.POST))
    elif asked == "saved":
        form = (CopiedOrNotWantedForm if may_give_up else CopiedForm)(request.POST, code=code)
        if not form.is_valid():
            return form
        if WITHOUT in form.cleaned_data.get("wish", ()):
            with suppress(return_codes.NoSuchCode):  # ended in the meantime, which is what they want
                code_changes.give_up(code)
            fresh_codes.note(draft, saved=True, given_up=True)
        else:
            fresh_codes.note(draft, saved=True, copied=bool(form.cleaned_data["copied"]))
    return None


def _pin_set(draft: Draft, form: PinForm) -> Wrong:
    if not form.is_valid():
        return form
    code = fresh_codes.of(draft)
    with suppress(return_codes.NoSuchCode):  # ended in the meantime: there is nothing to protect
        pins.set_once(return_codes.find(code), code, form.cleaned_data["pin"])
        fresh_codes.note(draft, has_pin=True)
    return None
