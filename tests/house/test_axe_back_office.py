"""The back office with axe: its lists, its forms, and a form that was sent empty."""

from typing import Any

from partners.models import Force, Organisation
from tests import cast
from tests.house.onlooker import Onlooker
from tests.running_house import House

OFFICE = "/admin/partners/"
#: axe copies what a style sheet imports into the page: ours import nothing, Django's do, and the page's policy forbids it.
#: The table of roles has an empty heading above each row's own name: Django's markup, which keeps nobody out.
DJANGOS = {"preload": False, "rules": {"empty-table-header": {"enabled": False}}}


def test_the_lists_and_forms_of_the_back_office_have_no_barrier(house: House, browser: Any) -> None:
    organisation, officer = Organisation.objects.earliest("name"), cast.officer()
    visitor = Onlooker(browser, house.url, cast.platform_administrator())
    visitor.besides = DJANGOS
    visitor.opens("/admin/", OFFICE)
    for kind in ("force", "person", "organisation", "team", "policingarea", "district", "outcode", "noncrimeregime"):
        visitor.opens(f"{OFFICE}{kind}/")
    visitor.opens(f"{OFFICE}organisation/{organisation.pk}/change/", f"{OFFICE}person/{officer.pk}/change/")
    visitor.opens(
        f"{OFFICE}force/{Force.objects.get(pk='cumbria').pk}/change/", f"{OFFICE}organisation/?q=nothing-like-it"
    )
    visitor.goes(f"{OFFICE}organisation/add/")
    visitor.presses("Save")
    visitor.looks("Please correct the errors below.")

    found = visitor.closes()
    assert not found, "\n".join(found)
