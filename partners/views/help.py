"""The directory of help, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from partners import directory
from partners.directory_filter import DirectoryFilter


@csrf_exempt  # it changes nothing, so it needs no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def support(request: HttpRequest) -> HttpResponse:
    """The directory, narrowed by area, reason and need; the same page prints.

    What a person looks for is posted: an address stays in the history of a browser that others may use.
    """
    chosen = DirectoryFilter(request.POST)
    entries = directory.listing(**chosen.narrowed())
    groups = directory.grouped(entries)
    return render(request, "partners/support.html", {"form": chosen, "groups": groups, "count": len(entries)})
