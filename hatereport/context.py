"""What every page may name: the service, the way out, languages, crisis lines, links at the foot.

A context processor of the roof. Everything that costs anything is a function, which a template
calls only where it shows it; crisis lines are remembered by partners.directory, so that a page
asks the database for nothing it does not hold itself.
"""

from functools import cache

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hatereport.headers import area_of
from hatereport.languages.choosing import in_easy_read, offered
from incidents.reviews import english_beside
from partners.directory import CrisisLine, crisis_lines
from triage.views.door import header_of

EXIT_ADDRESS = "/exit/"

#: Addresses of the contract in the order of the foot; each is shown once it has a page.
FOOT: tuple[tuple[str, Promise], ...] = (
    ("/return/", _("Come back with your code")),
    ("/support/", _("Find help")),
    ("/safe-places/", _("Safe places")),
    ("/questions/", _("Questions people ask")),
    ("/under-18/", _("If you are under 18")),
    ("/rights/", _("What you can expect")),
    ("/complaints/", _("How to complain")),
    ("/paper/", _("Paper form")),
    ("/privacy/", _("How we keep what you tell us")),
    ("/your-data/", _("Your data rights")),
    ("/accessibility/", _("Accessibility")),
)


def service(request: HttpRequest) -> dict[str, object]:
    return {
        "service_name": settings.SERVICE_NAME,
        "exit_address": EXIT_ADDRESS,
        "languages": languages,
        "easy_read": in_easy_read(request),
        "english_beside": english_beside,
        "crisis_lines": lines,
        "foot_links": foot_links,
        "frame": area_of(request.path).frame,
        "desk_header": SimpleLazyObject(lambda: header_of(request)),
    }


def lines() -> tuple[CrisisLine, ...]:
    """None while the database is away: the page that says so is shown all the same, with 999 on it."""
    try:
        return crisis_lines()
    except DatabaseError:
        return ()


def languages() -> list[tuple[str, str, bool]]:
    """(code, name in the language itself, whether this page is in it); empty where there is no choice."""
    there, current = offered(), get_language()
    return [(one.code, one.own_name, one.code == current) for one in there] if len(there) > 1 else []


@cache
def foot_links() -> tuple[tuple[str, Promise], ...]:
    return tuple((address, words) for address, words in FOOT if _has_a_page(address))


def _has_a_page(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True
