"""Pages to read: how to complain, data rights, compensation, what to expect, under 18, accessibility, privacy, paper."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hatereport.languages.choosing import in_easy_read
from incidents import notices, paper, signed, visits


def _to_read(name: str, template: str, **more: Callable[[], Any]) -> Callable[[HttpRequest], HttpResponse]:
    """The page of one notice, filled in for the force of the visit or of the address, with the sources it rests on."""

    def view(request: HttpRequest) -> HttpResponse:
        said = {
            "notice": notices.Notice(request.GET.get("force", ""), visits.find(request)),
            "bodies": notices.bodies(),
            "sources": notices.SOURCES[name],
        }
        return render(request, f"incidents/{template}", said | {key: asked() for key, asked in more.items()})

    view.__name__ = name
    return require_safe(view)


complaints = _to_read("complaints", "information/complaints.html")
your_data = _to_read("your_data", "information/data.html")
compensation = _to_read("compensation", "information/compensation.html")
rights = _to_read("rights", "information/rights.html")
under_18 = _to_read("under_18", "information/under_18.html")
accessibility = _to_read("accessibility", "accessibility.html", signed=signed.counted)
privacy = _to_read("privacy", "privacy.html")


@require_safe
def on_paper(request: HttpRequest) -> HttpResponse:
    """The questions on paper, in the words the person reads on the screen."""
    return render(request, "incidents/paper.html", {"sheets": paper.sheets(easy=in_easy_read(request))})
