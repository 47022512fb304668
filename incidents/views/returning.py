"""Coming back with a code: /return/. Progress in sentences, messages, and the wish to withdraw.

Nothing that was reported is shown here, no name and no address: whoever finds the code learns little (practice.md 4).
Behind a narrowed code (code_changes.py) there is a box for a message and nothing else. The same box takes the code of a
report that was kept half-way (kept_drafts.py).
"""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hatereport import crowding
from hatereport.headers import forget_everything
from hatereport.languages.choosing import only_language
from incidents import code_changes, drafts, kept_drafts, messages, return_codes, review_requests, standing, visits
from incidents.forms.returning import MISTYPED, CodeForm, MessageForm
from incidents.models import ReturnVisit
from incidents.views.once import see_other, submission_key

#: For every reason there is: unknown, retired, expired, a wrong PIN, or one of five that were wrong (pins.py).
NO_SUCH_CODE = _(
    "This does not open anything. Check the code, and the PIN if you set one. After five wrong PINs, wait 15 minutes. "
    "Codes stop working a year after a report is closed"
)
OVER = _(
    "You were away for more than 20 minutes, so this page was closed. Write your code again. "
    "If you were writing a message, it is still below: copy it first."
)
OPEN_TOO_LONG = _(
    "This page was open too long, or your browser refused a cookie. What you typed is still here. Please send it again."
)

SENT = _("Your message was sent.")
REVIEW_ASKED = _("We have your wish for a review. Someone writes to you here.")


@sensitive_post_parameters("code", "pin")
@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """The code's box; behind a live visit, the report's page."""
    if request.method == "POST":
        return _code_given(request)
    visit = visits.find_any(request)
    return _page(request, visit) if visit else _ask_for_code(request, CodeForm())


def _code_given(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    if only_language(request):
        return _ask_for_code(request, form.as_typed())
    if wait := crowding.hold(request, "code"):
        return wait
    if not form.is_valid():  # mistyped, which needs no look-up
        return _ask_for_code(request, form)
    code = form.cleaned_data["code"]
    with suppress(return_codes.NoSuchCode):
        return visits.remember(see_other(reverse("come_back")), visits.begin(code, form.cleaned_data["pin"]))
    with suppress(return_codes.NoSuchCode):
        return drafts.remember(see_other(reverse("go_on")), kept_drafts.go_on(code))
    form.add_error("code", NO_SUCH_CODE)
    return _ask_for_code(request, form)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":  # a phone that opens the page anew after a mistake in the message
        return see_other(reverse("come_back"))
    visit = visits.find_any(request)
    if visit is None:
        return _ask_for_code(request, CodeForm(), typed=request.POST.get("words", ""), notice=OVER)
    form = MessageForm(request.POST)
    if only_language(request):
        return _page(request, visit, form.as_typed())
    if not form.is_valid():
        return _page(request, visit, form)
    danger = form.cleaned_data["danger"] == "yes"
    messages.post_from_reporter(
        visit,
        form.cleaned_data["words"],
        danger=danger,
        submission_key=submission_key(request),
        narrow=visits.is_narrow(request),
    )
    if visits.is_narrow(request) and not danger:
        return see_other(reverse("come_back") + "?sent")
    return see_other(reverse("return_urgent") if danger else reverse("come_back") + "#messages")


@require_http_methods(["GET", "HEAD"])
def urgent(request: HttpRequest) -> HttpResponse:
    """After a message that says someone is in danger."""
    return render(request, "incidents/urgent.html", {"onwards": reverse("come_back"), "told": True})


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    """Ask to stop: what that means first, then a button."""
    visit = visits.find(request)
    if visit is None:
        return see_other(reverse("come_back"))
    if request.method == "POST":
        messages.ask_to_withdraw(visit)
        return see_other(reverse("come_back"))
    return render(request, "incidents/withdraw.html", {"back": reverse("come_back")})


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """Ask for the decision to be looked at again: a button on the page."""
    visit = visits.find(request)
    if request.method != "POST" or visit is None:
        return see_other(reverse("come_back"))
    asked = review_requests.ask(visit)
    return see_other(reverse("come_back") + ("?review" if asked else ""))


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Close the visit and go to the start."""
    if request.method != "POST":
        return see_other(reverse("come_back"))
    visits.end(request)
    return forget_everything(see_other("/"))


def open_too_long(request: HttpRequest) -> HttpResponse:
    """The page came without a valid token: nothing is done, what was typed is shown again."""
    if "words" not in request.POST:
        return _ask_for_code(
            request, CodeForm(request.POST if "code" in request.POST else None), notice=OPEN_TOO_LONG, status=403
        )
    if visit := visits.find_any(request):
        return _page(request, visit, MessageForm(request.POST), notice=OPEN_TOO_LONG, status=403)
    return _ask_for_code(request, CodeForm(), typed=request.POST["words"], notice=OVER, status=403)


def _ask_for_code(
    request: HttpRequest, form: CodeForm, *, typed: str = "", notice: Promise | None = None, status: int = 200
) -> HttpResponse:
    said = {"form": form, "typed": typed, "notice": notice, "mistyped": MISTYPED}
    return render(request, "incidents/return_code.html", said, status=status)


def _page(
    request: HttpRequest,
    visit: ReturnVisit,
    form: MessageForm | None = None,
    *,
    notice: Promise | None = None,
    status: int = 200,
) -> HttpResponse:
    report = visit.report
    if visits.is_narrow(request):
        return _narrow_page(request, form, notice, status)
    lines = list(standing.told(report))
    return render(
        request,
        "incidents/return.html",
        {
            "reference": report.reference,
            "lines": lines,
            "stands": standing.now(lines),
            "messages_so_far": messages.read_by_reporter(report),
            "form": form or MessageForm(),
            "key": submission_key(request),
            "withdrawn": not code_changes.may_change(visit.party),
            "last_visit": visit.previous_visit_at,
            "notice": notice or (REVIEW_ASKED if "review" in request.GET else None),
            "review_until": None if "review" in request.GET else standing.review_until(lines, report),
        },
        status=status,
    )


def _narrow_page(request: HttpRequest, form: MessageForm | None, notice: Promise | None, status: int) -> HttpResponse:
    """Nothing but a message: no reference, no progress, and nothing that was written before."""
    key = submission_key(request)
    said = {"form": form or MessageForm(), "key": key, "notice": notice or (SENT if "sent" in request.GET else None)}
    return render(request, "incidents/return_narrow.html", said, status=status)
