"""The pages around the form: start, quick exit, and what to show when a page was open too long."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve
from django.views.decorators.http import require_http_methods, require_safe

from incidents import drafts, visits
from incidents.questions import BY_CODE, CHECK, CORE
from incidents.views import check, files, questions, reaching, returning
from incidents.views.once import see_other
from partners import directory
from partners.views import entering

#: Other ways to tell someone, in this order, from the directory.
OTHER_WAYS = ("police-101", "true-vision", "stop-hate-uk", "crimestoppers")

#: All that a public page may have set.
COOKIES = (
    settings.DRAFT_COOKIE,
    settings.RETURN_COOKIE,
    settings.CSRF_COOKIE_NAME,
    settings.LANGUAGE_COOKIE_NAME,
    settings.EASY_READ_COOKIE,
)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    rows = {row.code: row for row in directory.current().filter(code__in=OTHER_WAYS)}
    ways = [directory.entry(rows[code]) for code in OTHER_WAYS if code in rows]
    return render(request, "incidents/start.html", {"ways": ways, "steps": CHECK})


@require_http_methods(["GET", "HEAD"])
def leave(request: HttpRequest) -> HttpResponse:
    """Quick exit: forget on the server, tell the browser to forget (hatereport.headers), go somewhere harmless."""
    drafts.forget(request)
    visits.end(request)
    response = see_other(settings.EXIT_URL)
    for cookie in COOKIES:  # one by one: not every browser obeys Clear-Site-Data
        response.delete_cookie(cookie, path="/", samesite="Strict")
    return response


def page_open_too_long(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Named in CSRF_FAILURE_VIEW: on a public page, what was typed is shown again; nothing is saved or sent."""
    match = resolve(request.path_info)
    if match.url_name == "step":
        return questions.open_too_long(request, CORE[match.kwargs["number"] - 1])
    if match.url_name == "more" and match.kwargs["code"] in BY_CODE:
        return questions.open_too_long(request, BY_CODE[match.kwargs["code"]])
    if match.url_name == "check":
        return check.open_too_long(request)
    if match.url_name == "return_files":
        return files.open_too_long(request)
    if match.url_name in ("return_contact", "return_news"):
        return reaching.open_too_long(request, match.url_name)
    if match.url_name in ("come_back", "return_message"):
        return returning.open_too_long(request)
    return entering.older_page(request) or render(request, "csrf_failure.html", status=403)
