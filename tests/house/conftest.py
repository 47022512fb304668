"""A desk to look at for each person, on the running house."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.running_house import House


@pytest.fixture
def looks(house: House, browser: Any) -> Iterator[Any]:
    """A desk to look at for each person; all of them are closed at the end, and nothing may have been in the way."""
    # Imported late: this file is read before Django may load models.
    from tests.house.onlooker import Onlooker  # noqa: PLC0415

    desks: dict[Any, Onlooker] = {}

    def of(person: Any) -> Onlooker:
        person.forget_roles()
        if person.pk not in desks:
            desks[person.pk] = Onlooker(browser, house.url, person)
        return desks[person.pk]

    yield of
    found = [one for desk in desks.values() for one in desk.closes()]
    assert not found, "\n".join(found)
