"""Check answers and send: /report/8/, and the page after it, /report/sent/.

Sending asks the database alone. Sent twice (a double click, Reload, two tabs) it is one report and one answer.
"""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hatereport import crowding
from hatereport.languages.choosing import in_easy_read
from incidents import drafts, fresh_codes, questions, sending, support, what_next
from incidents.models import Draft, Report
from incidents.questions import OPTIONAL, SECTIONS, Section
from incidents.summary import rows
from incidents.views import code_card, files
from incidents.views.once import see_other
from incidents.views.questions import Notice

#: Choices after which news waits behind the code and nowhere else.
NOBODY_CONTACTS = (Report.ContactChoice.ANONYMOUS, Report.ContactChoice.RECORD_ONLY)
CHANGED = _("Something was changed in another tab. Please check your answers again, then send.")
#: Nobody checks the answers of seven pages in less.
READ_IN = timedelta(seconds=2)
OPEN_TOO_LONG = _(
    "This page was open too long, or your browser refused a cookie. Nothing was sent yet. "
    "Please check your answers and send again."
)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    draft = drafts.find(request)
    if draft is None:
        return see_other(reverse("step", args=[1]) + "?away")
    if draft.sent_at:
        return see_other(reverse("sent"))
    if request.method != "POST":
        return _show(request, draft)
    if missing := questions.missing(draft.given):
        return _show(request, draft, missing=missing)
    if request.POST.get("seen") != str(draft.version):
        return _show(request, draft, CHANGED)
    if not in_danger(draft) and (wait := crowding.hold(request, "send")):
        return wait
    try:
        sending.send(draft, _signals(request))
    except Draft.DoesNotExist:  # left or erased in the same moment
        return see_other(reverse("step", args=[1]) + "?away")
    except drafts.ChangedMeanwhile:
        return _show(request, drafts.find(request) or draft, CHANGED)
    return see_other(reverse("sent"))


def in_danger(draft: Draft) -> bool:
    """Whoever said that someone is in danger now waits for nobody."""
    return bool(draft.given.get("danger", {}).get("danger") == "yes")


def _signals(request: HttpRequest) -> frozenset[str]:
    """Sent without this page, or before anybody could have read it: a mark on the report, and no more than that."""
    read_for = crowding.read_for(request, "send")
    return frozenset({"too_fast"} if read_for is None or read_for < READ_IN else ())


def open_too_long(request: HttpRequest) -> HttpResponse:
    """The page came without a valid token: nothing is sent, everything is shown again."""
    draft = drafts.find(request)
    if draft is None or draft.sent_at:
        return check(request) if draft else see_other(reverse("step", args=[1]) + "?away")
    return _show(request, draft, OPEN_TOO_LONG, status=403)


def _show(
    request: HttpRequest,
    draft: Draft,
    notice: Promise | None = None,
    missing: list[Section] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    answers = draft.given
    names = support.names(answers.get("support", {}).get("organisations", []))
    answered = [(section, rows(section.code, answers, names=names, easy=in_easy_read(request))) for section in SECTIONS]
    return render(
        request,
        "incidents/check.html",
        {
            "answered": [(section, lines, address(section)) for section, lines in answered if lines or section.step],
            "may_add": [(section, address(section)) for section in OPTIONAL if not answers.get(section.code)],
            "missing": [(section, address(section)) for section in missing or ()],
            "notice": Notice(notice) if notice else None,
            "seen": draft.version,
            "steps": questions.CHECK,
            "back": reverse("step", args=[questions.CHECK - 1]),
        },
        status=status,
    )


def address(section: Section) -> str:
    """Where a section is asked again on the way back to this page."""
    if section.step:
        return reverse("step", args=[section.step]) + "?then=check"
    return reverse("more", args=[section.code])


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: HttpRequest) -> HttpResponse:
    """Reference, return code, what happens next, and help. The code can be hidden and shown again until the row ends."""
    draft = drafts.find(request)
    if draft is None or not draft.sent_at:
        return see_other(reverse("check")) if draft else render(request, "incidents/sent_gone.html", status=410)
    kept: dict[str, Any] = draft.confirmation or {}
    if request.POST.get("code") == "files":
        return files.straight_from_sending(fresh_codes.of(draft))
    wrong = None
    if request.method == "POST":
        wrong = code_card.answered(request, draft, may_give_up=True)
        if wrong is None:
            return see_other(reverse("sent"))
    steps = what_next.chain(
        kept["kind"], kept["contact_choice"], danger=kept["danger"], flags=kept["flags"], filer=kept["filer"]
    )
    card = code_card.card(draft, may_give_up=True, wrong=wrong)
    return render(
        request,
        "incidents/sent.html",
        {
            "reference": kept["reference"],
            "card": card,
            # Nobody contacts them and they want no code: what waits for them behind it is no promise to make.
            "out_of_reach": card.is_given_up and kept["contact_choice"] in NOBODY_CONTACTS,
            "may_be_crime": kept["kind"] == "hate_crime",
            "restricted": what_next.POLICE_SUSPECT in kept["flags"],
            "anonymous": kept["contact_choice"] == "anonymous",
            "danger": kept["danger"],
            "handed_over": bool(kept["belongs_to"]),
            "place_unknown": kept["place_unknown"],
            "first_thing": what_next.first_thing(kept["kind"], danger=kept["danger"], flags=kept["flags"]),
            "journey": [{"title": step.who, "about": step.sentence, "state": ""} for step in steps],
            "signposts": support.after_sending(kept),
        },
    )
