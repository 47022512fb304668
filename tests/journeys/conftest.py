"""One stage for each story, on the house that all stories of this worker share."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.running_house import House


@pytest.fixture
def stage(house: House, browser: Any) -> Iterator[Any]:
    # Imported late: this file is read before Django may load models.
    from tests.journeys.stage import Stage  # noqa: PLC0415

    stage = Stage(house, browser)
    yield stage
    stage.ends()
