"""The hand-over of a shift: the team's work as it stands, the words of whoever goes off, and taking it over."""

import uuid
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hatereport import audit
from hatereport.formkit import CharacterCount, NarrativeField, QuestionForm
from incidents.views.once import submission_key
from partners.models import Team
from triage.fields import WORDS_LIMIT
from triage.handling import shift_summaries
from triage.handling.standing import beyond_those_named, counts_by_part, standing
from triage.models import ShiftSummary
from triage.views.door import desk, me, page

#: Of the summaries before, so many are listed.
BEFORE = 5


class WordsForm(QuestionForm):
    words = NarrativeField(
        label="What should the next shift know? (optional)",
        help_text="What no list shows. No names of reporters.",
        limit=WORDS_LIMIT,
        required=False,
        widget=CharacterCount(attrs={"rows": 5}),
    )


@desk
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def shift(request: HttpRequest) -> HttpResponse:
    """The work of one of this person's teams as it stands; handed over by one button."""
    person, teams = me(request), shift_summaries.teams_of(me(request))
    team = _chosen(request, teams)
    if team is None:
        with transaction.atomic():
            audit.record(person.as_actor(), "consultation", "queue", person.pk, "shift", {"count": 0})
        return page(request, "shift.html", teams=teams, team=None)
    form = WordsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        row = shift_summaries.hand_over(person, team, submission_key(request), form.cleaned_data["words"])
        messages.success(request, "Handed over. Whoever comes on finds it on their queue.")
        return redirect("desk_shift_summary", row.pk)
    with transaction.atomic():
        before = list(shift_summaries.summaries_of([team]).defer("words_sealed")[:BEFORE])
        now = standing(person, team, before[0] if before else None)
        count = {"count": now.numbers["all"]}
        audit.record(person.as_actor(), "consultation", "team", str(team.pk), "shift", count, force=team.force_id)
    status = 422 if form.is_bound else 200
    return page(
        request,
        "shift.html",
        status,
        teams=teams,
        team=team,
        now=now,
        before=before,
        form=form,
        key=submission_key(request),
    )


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: HttpRequest, summary_id: uuid.UUID) -> HttpResponse:
    """One summary as it was left, for the team it was left to; taken over by whoever comes on."""
    person = me(request)
    row = shift_summaries.summaries_of(shift_summaries.teams_of(person)).filter(pk=summary_id).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        return _taken(request, row)
    with transaction.atomic():
        detail = {"summary": row.pk}
        audit.record(
            person.as_actor(),
            "consultation",
            "team",
            str(row.team_id),
            "shift_summary",
            detail,
            force=row.team.force_id,
        )
    numbers = row.facts["counts"]
    said: dict[str, Any] = {"row": row, "named": shift_summaries.named_in(person, row), "beside": numbers}
    said |= {"counts": counts_by_part(numbers), "more": beyond_those_named(numbers)}
    said |= {"may_take": row.taken_by is None and row.made_by_id != person.pk}
    return page(request, "shift_summary.html", **said)


def _taken(request: HttpRequest, row: ShiftSummary) -> HttpResponse:
    if shift_summaries.take_over(me(request), row):
        messages.success(request, f"You have taken over from {row.made_by.name}.")
    else:
        messages.info(request, "Somebody has taken it over already, or you made it yourself.")
    return redirect("desk_shift_summary", row.pk)


def _chosen(request: HttpRequest, teams: list[Team]) -> Team | None:
    wanted = request.POST.get("team") or request.GET.get("team", "")
    return next((team for team in teams if str(team.pk) == wanted), teams[0] if teams else None)
