"""Pages to read: how to complain, data rights, compensation, what to expect, under 18, accessibility, privacy, paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hatereport.languages.choosing import in_easy_read
from incidents import notices, paper, signed, visits


def _page(request: HttpRequest, template: str, name: str, **more: Any) -> HttpResponse:
    context = {
        "notice": notices.Notice(request.GET.get("force", ""), visits.find(request)),
        "bodies": notices.bodies(),
        "sources": notices.SOURCES[name],
        **more,
    }
    return render(request, template, context)


@require_safe
def complaints(request: HttpRequest) -> HttpResponse:
    return _page(request, "incidents/information/complaints.html", "complaints")


@require_safe
def your_data(request: HttpRequest) -> HttpResponse:
    return _page(request, "incidents/information/data.html", "your_data")


@require_safe
def compensation(request: HttpRequest) -> HttpResponse:
    return _page(request, "incidents/information/compensation.html", "compensation")


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    return _page(request, "incidents/information/rights.html", "rights")


@require_safe
def under_18(request: HttpRequest) -> HttpResponse:
    return _page(request, "incidents/information/under_18.html", "under_18")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return _page(request, "incidents/accessibility.html", "accessibility", signed=signed.counted())


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return _page(request, "incidents/privacy.html", "privacy")


@require_safe
def on_paper(request: HttpRequest) -> HttpResponse:
    """The questions on paper, in the words the person reads on the screen."""
    return render(request, "incidents/paper.html", {"sheets": paper.sheets(easy=in_easy_read(request))})
