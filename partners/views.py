"""Pages of this app: the directory of help for everybody, and where a person lands after signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from partners import directory
from partners.directory_filter import DirectoryFilter
from partners.roles import landing


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


@never_cache
@login_required
@require_safe
def land(request: HttpRequest) -> HttpResponse:
    """On to where the person works; a plain page for somebody who holds no role today."""
    roles = request.user.roles()  # type: ignore[union-attr]  # login_required
    if roles:
        return redirect(landing(roles))
    return render(request, "account/no_role.html", status=403)
