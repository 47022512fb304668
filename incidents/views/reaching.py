"""Behind the code: how else to reach the person (/return/contact/), and a message when there is news (/return/news/).

Both are write-only. What was asked for waits until an officer has confirmed it.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hatereport.languages.choosing import only_language
from incidents import contact_changes, news, visits
from incidents.forms.reaching import ContactChangeForm, NewsForm
from incidents.models import ReturnVisit
from incidents.views.once import see_other, submission_key

OPEN_TOO_LONG = _(
    "This page was open too long, or your browser refused a cookie. What you typed is still here. Please send it again."
)
TRIED_OFTEN = _("You tried 3 addresses today. Try again tomorrow, or write to us")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Ways and rules, asked for anew."""
    visit = visits.find(request)
    if visit is None:
        return see_other(reverse("come_back"))
    if request.method != "POST":
        return _contact_page(request, visit, ContactChangeForm())
    form = ContactChangeForm(request.POST)
    if only_language(request):
        return _contact_page(request, visit, form.as_typed())
    if not form.is_valid():
        return _contact_page(request, visit, form)
    contact_changes.ask(visit, form.cleaned_data, submission_key=submission_key(request))
    return see_other(reverse("return_contact"))


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def tell_me(request: HttpRequest) -> HttpResponse:
    """Where to send word that there is news; then how far that is."""
    visit = visits.find(request)
    if visit is None:
        return see_other(reverse("come_back"))
    if request.method != "POST":
        return _news_page(request, visit, NewsForm())
    form = NewsForm(request.POST)
    if only_language(request):
        return _news_page(request, visit, form.as_typed())
    if form.is_valid():
        try:
            news.choose(
                visit,
                form.channel_chosen,
                form.address,
                form.cleaned_data["wording"],
                submission_key=submission_key(request),
            )
        except news.TriedOften:
            form.add_error(None, TRIED_OFTEN)
        else:
            return see_other(reverse("return_news"))
    return _news_page(request, visit, form)


@require_http_methods(["GET", "HEAD", "POST"])
def test_came(request: HttpRequest) -> HttpResponse:
    """ "The test message came"."""
    return _then(request, news.came)


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest) -> HttpResponse:
    """ "Send me no more messages"."""
    return _then(request, news.stop)


def open_too_long(request: HttpRequest, name: str) -> HttpResponse:
    """The page came without a valid token: nothing is done, what was typed is shown again."""
    visit = visits.find(request)
    if visit is None:
        return see_other(reverse("come_back"))
    if name == "return_contact":
        return _contact_page(request, visit, ContactChangeForm(request.POST), notice=OPEN_TOO_LONG, status=403)
    return _news_page(request, visit, NewsForm(request.POST), notice=OPEN_TOO_LONG, status=403)


def _then(request: HttpRequest, act: Callable[[ReturnVisit], None]) -> HttpResponse:
    visit = visits.find(request)
    if visit is None:
        return see_other(reverse("come_back"))
    if request.method == "POST":
        act(visit)
    return see_other(reverse("return_news"))


def _contact_page(
    request: HttpRequest,
    visit: ReturnVisit,
    form: ContactChangeForm,
    *,
    notice: Promise | None = None,
    status: int = 200,
) -> HttpResponse:
    said = {
        "form": form,
        "waits": contact_changes.waiting_of(visit.party),
        "key": submission_key(request),
        "notice": notice,
        "back": reverse("come_back"),
    }
    return render(request, "incidents/returning/contact.html", said, status=status)


def _news_page(
    request: HttpRequest, visit: ReturnVisit, form: NewsForm, *, notice: Promise | None = None, status: int = 200
) -> HttpResponse:
    said = {
        "form": form,
        "choice": news.current(visit.party),
        "key": submission_key(request),
        "notice": notice,
        "back": reverse("come_back"),
    }
    return render(request, "incidents/returning/news.html", said, status=status)
