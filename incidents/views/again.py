"""Something else happened: a new report begun behind the code of an earlier one.

Nothing is taken over from it and nothing on its page tells of the new one: whoever found the code learns only what they
typed themselves. That the two belong together is for the police to read (Report.follows).
"""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from incidents import drafts, visits
from incidents.views.once import see_other


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """Begin the new report; the visit stays open."""
    visit = visits.find(request)
    if visit is None or request.method != "POST":  # opened anew, it leads back and begins nothing
        return see_other(reverse("come_back"))
    drafts.forget(request)  # one draft a browser session (rulings.md 6)
    _draft, token = drafts.begin({}, follows=visit.report)
    return drafts.remember(see_other(reverse("step", args=[1])), token)
