"""What comes between two questions because of an answer: how to call for help now, who listens, which area it was.

None of them is a question page of its own: what they ask belongs to the section before (questions.py).
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hatereport.languages.choosing import in_easy_read, only_language
from incidents import areas, drafts, easy_read
from incidents.forms import AreaForm
from incidents.questions import BY_CODE, CHECK, CORE
from incidents.views.leading_on import THEN_CHECK, onwards
from incidents.views.once import see_other
from incidents.views.questions import ask_in_another_language


@require_http_methods(["GET", "HEAD"])
def urgent(request: HttpRequest) -> HttpResponse:
    """How to call for help now, also for those who cannot speak or hear. The report goes on after it."""
    return render(request, "incidents/urgent.html", {"onwards": onwards(request, CORE[0])})


@require_http_methods(["GET", "HEAD"])
def listening(request: HttpRequest) -> HttpResponse:
    """Who listens right now, for somebody who said that they thought of ending their life."""
    return render(request, "incidents/listening.html", {"onwards": reverse("check")})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def which_area(request: HttpRequest) -> HttpResponse:
    """Asked only when a postcode reaches into more than one area."""
    section, draft = BY_CODE["where"], drafts.find(request)
    if draft is None or draft.sent_at:
        return see_other(reverse("sent") if draft else reverse("step", args=[1]) + "?away")
    where = draft.given.get("where", {})
    choices = areas.narrower(where)
    form = AreaForm(request.POST if request.method == "POST" else None, answers=draft.given, choices=choices)
    if in_easy_read(request):
        easy_read.put_into(form, section.code)
    if only_language(request):
        return ask_in_another_language(request, section, form, draft)
    if request.method == "POST" and form.is_valid():
        try:
            drafts.save(draft, section.code, {**where, **form.to_answers()})
        except drafts.ChangedMeanwhile:
            return which_area(request)
        return see_other(onwards(request, section))
    then = f"?then={THEN_CHECK}" if request.GET.get("then") == THEN_CHECK else ""
    back = reverse("step", args=[section.step]) + then
    return render(
        request,
        "incidents/question.html",
        {
            "section": section,
            "form": form,
            "seen": 0,
            "steps": CHECK,
            "back": back,
            "honeypot": "",
        },
    )
