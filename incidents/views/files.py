"""Adding files behind the code: /return/files/. One at a time, so that a bad line loses one and not five."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hatereport import crowding
from incidents import return_codes, visits
from incidents.evidence import taking
from incidents.forms.files import FileForm
from incidents.models import ReturnVisit
from incidents.return_codes import Passcode
from incidents.views.once import see_other, submission_key

OPEN_TOO_LONG = _(
    "This page was open too long, or your browser refused a cookie. Nothing was added. Please choose the file again."
)
CROWDED = _(
    "Many people are sending files now. Wait for %(seconds)d seconds. Then choose your file again and add it. "
    "Your turn is kept"
)
WRONG: dict[type[Exception], Promise] = {
    taking.TooLarge: _("This file is larger than 10 MB. Choose a smaller one, or send a part of it"),
    taking.Empty: _("This file is empty. Choose another one"),
    taking.NotTaken: _(
        "We cannot take this kind of file. Choose a picture (JPEG, PNG, WebP, GIF or HEIC), a PDF, plain text, "
        "sound or video"
    ),
    taking.Enough: _("You have added 5 files. If there is more, write to us and we tell you how to send it"),
}


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """The files so far, and the form for the next."""
    visit = visits.find(request)
    if visit is None:
        return see_other(reverse("come_back"))
    if request.method != "POST":
        return _page(request, visit, _form(visit))
    form = FileForm(request.POST, request.FILES, named=taking.gave_a_name(visit))
    if form.is_valid():
        if wait := crowding.wait_at(request, "file"):
            form.add_error("file", CROWDED % {"seconds": wait.seconds})
            return _page(request, visit, form, turn=wait.ticket, status=429)
        if _taken(request, visit, form):
            danger = form.cleaned_data["danger"] == "yes"
            return see_other(reverse("return_urgent") if danger else reverse("return_files") + "#files")
    return _page(request, visit, form)


def straight_from_sending(code: Passcode) -> HttpResponse:
    """From the page after sending, whose session still holds the code: a visit is opened as if it had been typed."""
    try:
        token = visits.begin_with(return_codes.find(code))
    except return_codes.NoSuchCode:
        return see_other(reverse("come_back"))
    return visits.remember(see_other(reverse("return_files")), token)


def open_too_long(request: HttpRequest) -> HttpResponse:
    """The page came without a valid token: nothing is taken."""
    visit = visits.find(request)
    if visit is None:
        return see_other(reverse("come_back"))
    return _page(request, visit, _form(visit), notice=OPEN_TOO_LONG, status=403)


def _taken(request: HttpRequest, visit: ReturnVisit, form: FileForm) -> bool:
    file = form.cleaned_data["file"]
    try:
        taking.take(
            visit,
            file.name,
            file.read(),
            file.size,
            keep_original=not form.cleaned_data.get("stripped_only", True),
            submission_key=submission_key(request),
            danger=form.cleaned_data["danger"] == "yes",
        )
    except tuple(WRONG) as wrong:
        form.add_error("file", str(WRONG[type(wrong)]))
        return False
    return True


def _form(visit: ReturnVisit) -> FileForm:
    return FileForm(named=taking.gave_a_name(visit))


def _page(
    request: HttpRequest,
    visit: ReturnVisit,
    form: FileForm,
    *,
    notice: Promise | None = None,
    turn: str = "",
    status: int = 200,
) -> HttpResponse:
    told = list(taking.told(visit.report))
    said = {
        "files": told,
        "left": taking.MOST - len(told),
        "form": form,
        "named": taking.gave_a_name(visit),
        "key": uuid.uuid4(),
        "turn": turn,
        "notice": notice,
        "back": reverse("come_back"),
        "largest": taking.LARGEST,
        "too_large": WRONG[taking.TooLarge],
    }
    return render(request, "incidents/files.html", said, status=status)
