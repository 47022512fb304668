"""Several cases at once: what was ticked in a list, the few questions, a letter to look at, and what became of each."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hatereport import audit, clock
from hatereport.formkit import CharacterCount, ChoiceField, DatePartsField, NarrativeField, QuestionForm
from hatereport.languages.table import SOURCE
from incidents.letters.invented import invented
from incidents.letters.kinds import KIND_OF
from triage.fields import WORDS_LIMIT
from triage.handling import bulk_acts
from triage.handling.bulk_acts import LETTERS, Picks
from triage.views.door import desk, me, page

ASSIGN, LETTER = "assign", "letter"


class AssignForm(QuestionForm):
    """To whom, and until when where somebody is only away."""

    person = forms.ChoiceField(
        label="To whom?", error_messages={"required": "Choose a person.", "invalid_choice": "Choose a person."}
    )
    cover_until = DatePartsField(
        label="Only until a day? (optional)",
        help_text="For cases of somebody who is away: with a day it is a cover, and they come back by themselves.",
        required=False,
        not_before=clock.today,
    )

    def __init__(self, data: Any, picks: Picks) -> None:
        super().__init__(data)
        self.people = {str(who.pk): who for who in bulk_acts.people_for(picks)}
        self.offer("person", [("", "Choose"), *((pk, who.name) for pk, who in self.people.items())])


class LetterForm(QuestionForm):
    """Which letter, with the same words for each."""

    letter_kind = ChoiceField(
        label="Which letter?",
        choices=[(code, KIND_OF[code].label, KIND_OF[code].when) for code in LETTERS],
        error_messages={"required": "Choose which letter."},
    )
    letter_words = NarrativeField(
        label="Your words in it, the same for each (optional)",
        help_text="Plain words that fit every one of them. No names, nothing about what happened to anybody.",
        limit=WORDS_LIMIT,
        required=False,
        widget=CharacterCount(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind = KIND_OF.get(cleaned.get("letter_kind", ""))
        if kind and kind.needs_words and not cleaned.get("letter_words"):
            self.add_error("letter_words", "Write in plain words what they are to be told.")
        return cleaned


@desk
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def several(request: HttpRequest) -> HttpResponse:
    """Without lines there is nothing to ask about: back to the list."""
    picks = bulk_acts.picked(me(request), request.POST.getlist("case"))
    if not picks.cases:
        if request.method == "POST":
            messages.info(request, "Tick the cases first, then choose what to do with them.")
        return redirect("desk")
    return _letter(request, picks) if request.POST.get("what") == LETTER else _assign(request, picks)


def _assign(request: HttpRequest, picks: Picks) -> HttpResponse:
    sent = "sent" in request.POST
    form = AssignForm(request.POST if sent else None, picks)
    if not sent or not form.is_valid():
        return _ask(request, picks, ASSIGN, form)
    until = form.cleaned_data["cover_until"]
    to = form.people[form.cleaned_data["person"]]
    return _told(
        request, picks, bulk_acts.assign(me(request), picks, to, until.isoformat() if until else "", _key(request))
    )


def _letter(request: HttpRequest, picks: Picks) -> HttpResponse:
    """The questions, the letter with invented facts and the first real one, and only then all of them."""
    sent = "sent" in request.POST
    form = LetterForm(request.POST if sent else None)
    if not sent or not form.is_valid() or "change" in request.POST:
        return _ask(request, picks, LETTER, form)
    answers = {name: form.cleaned_data[name] for name in ("letter_kind", "letter_words")}
    if "seen" in request.POST:
        return _told(request, picks, bulk_acts.write(me(request), picks, answers, _key(request)))
    first = bulk_acts.first_letter(me(request), picks, answers)
    with transaction.atomic():
        if first:
            who, case = me(request).as_actor(), first[0]
            audit.record(who, "consultation", "case", case.pk, "letter_preview", force=case.force_id)
    return page(
        request,
        "several_letter.html",
        picks=picks,
        answers=answers,
        key=_key(request),
        first=first,
        example=invented(answers["letter_kind"], SOURCE.code, words=answers["letter_words"]),
    )


def _ask(request: HttpRequest, picks: Picks, what: str, form: QuestionForm) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return page(request, "several.html", status, picks=picks, what=what, form=form, key=_key(request))


def _told(request: HttpRequest, picks: Picks, results: list[bulk_acts.Result]) -> HttpResponse:
    done = [result for result in results if result.done]
    left = [result for result in results if not result.done]
    return page(request, "several_done.html", done=done, left=left, left_over=picks.left_over)


def _key(request: HttpRequest) -> str:
    """One attempt's own, so that sending it twice is once."""
    key = request.POST.get("key", "")[:64]
    return key if key.isalnum() else uuid.uuid4().hex
