"""A page sent twice does one thing once: the number that comes with it, and the answer that Reload does not send again."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect


def see_other(address: str) -> HttpResponse:
    """303: the answer to a POST is another page, so that Back and Reload send nothing twice."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def submission_key(request: HttpRequest) -> uuid.UUID:
    """The number that was drawn with the page; nonsense, and a page that is only asked for, get a new one."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()
