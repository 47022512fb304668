"""Which language a page is in: what the person picked, else what their browser asks for. Staff pages: always the source.

The choice is a cookie that ends with the browser. It may come with any form of a public page, so that whoever changes
the language half-way keeps what is typed: the view sees `only_language()` and draws its page again. Easy Read is
chosen in the same way, beside the language; its words are those of incidents/easy_read.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt

from hatereport.headers import area_of
from hatereport.languages.catalogues import po_file
from hatereport.languages.table import BY_CODE, LANGUAGES, SOURCE, Language

#: Areas of hatereport.headers whose pages are translated.
TRANSLATED_AREAS = frozenset({"public"})
#: The name of the picker's buttons.
FIELD = "language"
#: The name of the button beside it, "yes" or "no".
EASY_READ = "easy_read"


@cache
def offered() -> tuple[Language, ...]:
    """The language of the source, and those whose catalogue is compiled."""
    return tuple(one for one in LANGUAGES if one is SOURCE or po_file(one).with_suffix(".mo").exists())


class LanguageMiddleware:
    """In the place of Django's own, which knows no areas and no choice in the middle of a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.encoding:  # our pages send UTF-8; whatever else is claimed would break the reading of the form
            request.encoding = settings.DEFAULT_CHARSET
        _speak(request, _wished(request) if _is_translated(request) else SOURCE)
        request.in_easy_read = request.COOKIES.get(settings.EASY_READ_COOKIE) == "yes"  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        if isinstance(response, HttpResponse):
            for cookie, choice in _picked(request).items():
                _remember(response, cookie, choice)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if request.method != "POST" or not _is_translated(request) or not _from_our_pages(request):
            return
        picked = {}
        if language := _offered(request.POST.get(FIELD)):
            _speak(request, language)
            picked[settings.LANGUAGE_COOKIE_NAME] = language.code
        if (wish := request.POST.get(EASY_READ)) in ("yes", "no"):
            request.in_easy_read = wish == "yes"  # type: ignore[attr-defined]
            picked[settings.EASY_READ_COOKIE] = wish
        request.words_picked = picked  # type: ignore[attr-defined]


def only_language(request: HttpRequest) -> bool:
    """Whether this POST asks for other words and for nothing else: draw the page again, save and send nothing."""
    return bool(_picked(request))


def in_easy_read(request: HttpRequest) -> bool:
    """Whether the person reads Easy Read. Staff pages have none."""
    return getattr(request, "in_easy_read", False) and _is_translated(request)


@csrf_exempt  # it changes the language of this browser and nothing else, so the pages around the form need no cookie
def pick(request: HttpRequest) -> HttpResponse:
    """From a page on which nothing was typed: back to it. The middleware has done the rest."""
    address = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        address = "/"
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def _picked(request: HttpRequest) -> dict[str, str]:
    """Cookie -> choice, of what was picked with this very request."""
    return getattr(request, "words_picked", {})


def _wished(request: HttpRequest) -> Language:
    wish = translation.get_language_from_request(request)
    return _offered(wish) or SOURCE


def _offered(code: str | None) -> Language | None:
    language = BY_CODE.get(code or "")
    return language if language in offered() else None


def _speak(request: HttpRequest, language: Language) -> None:
    translation.activate(language.code)
    request.LANGUAGE_CODE = language.code


def _remember(response: HttpResponse, cookie: str, choice: str) -> None:
    """Until the browser is closed."""
    response.set_cookie(
        cookie,
        choice,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _is_translated(request: HttpRequest) -> bool:
    return area_of(request.path).name in TRANSLATED_AREAS


def _from_our_pages(request: HttpRequest) -> bool:
    """Another site cannot turn our pages into a language the person does not read. Old browsers do not say."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")
