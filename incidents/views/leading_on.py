"""Where an answered question page leads: onwards, to an interruption its answer asks for, or to a code to go on with."""

from django.http import HttpRequest
from django.urls import reverse

from incidents.forms import SectionForm
from incidents.models import Draft
from incidents.questions import CORE, Section

THEN_CHECK = "check"
#: The button that saves this page and leads to a code to go on with (saving.py).
LATER = "later"


def after(request: HttpRequest, section: Section, form: SectionForm, draft: Draft) -> str:
    """Where an answered page leads: an interruption if the answer asks for one, else onwards."""
    then = f"?then={THEN_CHECK}" if request.GET.get("then") == THEN_CHECK else ""
    given = form.cleaned_data
    if in_danger(section, form):
        return reverse("urgent") + then
    if section.code == "where" and draft.given["placement"]["ask"] and not draft.given["where"].get("narrowed"):
        return reverse("which_area") + then
    if section.code == "effect" and given["self_harm"] == "yes":
        return reverse("listening")
    return onwards(request, section)


def in_danger(section: Section, form: SectionForm) -> bool:
    return section.code == "danger" and form.cleaned_data["danger"] == "yes"


def onwards(request: HttpRequest, section: Section) -> str:
    """Where the next button leads from a section: the next page, check answers, or the code to go on with later."""
    if LATER in request.POST:
        return reverse("save")
    if section.step in (0, CORE[-1].step) or request.GET.get("then") == THEN_CHECK:
        return reverse("check")
    return reverse("step", args=[section.step + 1])
