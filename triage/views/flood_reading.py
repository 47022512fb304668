"""What the pages of a flood have in common: the question before anything is read, and many texts page by page."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from triage.floods.condensed import PAGE, wordings
from triage.floods.grouping import Words
from triage.floods.reading import Opened
from triage.views.door import page

#: What somebody may have chosen or written on a page of a flood.
_TYPED = ("not_report_reason", "reasons", "why")


def said_whom_they_know(request: HttpRequest) -> str:
    """The answer to the question whether they know anyone: "no", "yes", or "" where none was given."""
    said = request.POST.get("declared", "")
    return said if said in ("no", "yes") else ""


def ask(request: HttpRequest, size: int, **said: Any) -> HttpResponse:
    """The question, and no word of what is in the reports. What was typed already goes on with the answer."""
    said["typed"] = {name: text for name in _TYPED if (text := request.POST.get(name))}
    return page(request, "flood_ask.html", 409 if request.method == "POST" else 200, size=size, **said)


def out_of_it(request: HttpRequest) -> HttpResponse:
    messages.success(request, "You will not see these reports again. Somebody else goes on with them.")
    return redirect("desk_flood")


def condensed(request: HttpRequest, alike: Iterable[Opened], common: Words) -> dict[str, Any]:
    typed = request.GET.get("after", "")
    begin = int(typed) if typed.isdecimal() and len(typed) < 6 else 0
    found = wordings(alike, common)
    return {
        "wordings": found[begin : begin + PAGE],
        "different": len(found),
        "next_place": begin + PAGE if len(found) > begin + PAGE else None,
        "after": begin,
    }
