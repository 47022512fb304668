"""Save and come back later: /report/save/ explains and gives a code, /report/go-on/ leads to where the answers end.

Only for somebody who asks. The page says what it means: whoever has the code can read the answers.
"""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from incidents import drafts, kept_drafts
from incidents.models import Draft
from incidents.questions import CORE
from incidents.views import code_card
from incidents.views.once import see_other


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """What it means and a button; then the code, for as long as this sitting lasts."""
    draft = drafts.find(request)
    if draft is None or draft.sent_at:
        return see_other(reverse("sent") if draft else reverse("step", args=[1]) + "?away")
    if request.method != "POST":
        return _page(request, draft)
    if request.POST.get("code") == "keep":
        with suppress(drafts.ChangedMeanwhile):  # sent in another tab: this page leads to that one
            kept_drafts.keep(draft)
    elif draft.confirmation and (wrong := code_card.answered(request, draft)):
        return _page(request, draft, wrong)
    return see_other(reverse("save"))


@require_safe
def go_on(request: HttpRequest) -> HttpResponse:
    """To the first page nobody has answered, else to the check of the answers."""
    draft = drafts.find(request)
    if draft is None or draft.sent_at:
        return see_other(reverse("sent") if draft else reverse("step", args=[1]) + "?away")
    return see_other(_where_answers_end(draft))


def _page(request: HttpRequest, draft: Draft, wrong: code_card.Wrong = None) -> HttpResponse:
    said = {
        "card": code_card.card(draft, pin=False, wrong=wrong) if draft.confirmation else None,
        "kept_until": draft.expires_at if draft.code_lookup else None,
        "back": _where_answers_end(draft),
    }
    return render(request, "incidents/save.html", said)


def _where_answers_end(draft: Draft) -> str:
    open_page = next((section for section in CORE if section.code not in draft.given), None)
    return reverse("step", args=[open_page.step]) if open_page else reverse("check")
