"""What every page may name: the service, the way out, languages, crisis lines, links at the foot.

A context processor of the roof. Everything that costs anything is a function, which a template
calls only where it shows it; crisis lines are remembered by partners.directory, so that a page
asks the database for nothing it does not hold itself.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info, to_locale
from django.utils.translation import gettext_lazy as _

from hatereport.headers import area_of
from partners.directory import CrisisLine, crisis_lines

EXIT_ADDRESS = "/exit/"

#: Addresses of the contract in the order of the foot; each is shown once it has a page.
FOOT: tuple[tuple[str, Promise], ...] = (
    ("/return/", _("Come back with your code")),
    ("/support/", _("Find help")),
    ("/safe-places/", _("Safe places")),
    ("/questions/", _("Questions people ask")),
    ("/privacy/", _("How we keep what you tell us")),
    ("/accessibility/", _("Accessibility")),
)


def service(request: HttpRequest) -> dict[str, str | Callable[[], object]]:
    return {
        "service_name": settings.SERVICE_NAME,
        "exit_address": EXIT_ADDRESS,
        "languages": languages,
        "crisis_lines": lines,
        "foot_links": foot_links,
        "frame": area_of(request.path).frame,
    }


def lines() -> tuple[CrisisLine, ...]:
    """None while the database is away: the page that says so is shown all the same, with 999 on it."""
    try:
        return crisis_lines()
    except DatabaseError:
        return ()


def languages() -> list[tuple[str, str, bool]]:
    """(code, name in the language itself, whether this page is in it); empty where there is no choice."""
    offered = offered_languages()
    current = get_language()
    return [(code, name, code == current) for code, name in offered] if len(offered) > 1 else []


@cache
def offered_languages() -> tuple[tuple[str, str], ...]:
    """The language of the source, and those that have a compiled catalogue."""
    return tuple(
        (code, get_language_info(code)["name_local"])
        for code, _name in settings.LANGUAGES
        if code == settings.LANGUAGE_CODE or _is_translated(code)
    )


@cache
def foot_links() -> tuple[tuple[str, Promise], ...]:
    return tuple((address, words) for address, words in FOOT if _has_a_page(address))


def _is_translated(code: str) -> bool:
    return any((Path(root) / to_locale(code) / "LC_MESSAGES" / "django.mo").exists() for root in settings.LOCALE_PATHS)


def _has_a_page(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True
