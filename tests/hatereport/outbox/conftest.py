"""What was delivered: a consumer of the tests that notes it down."""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def delivered() -> Iterator[list[str]]:
    """What the consumer of TOPIC was given, in order."""
    # Imported late: this file is read before Django may load models.
    from hatereport import outbox  # noqa: PLC0415
    from hatereport.outbox.consumers import CONSUMERS  # noqa: PLC0415
    from tests.hatereport.outbox.notices import TOPIC  # noqa: PLC0415

    told: list[str] = []

    @outbox.consumer(TOPIC)
    def note_down(notice: Any) -> None:
        told.append(notice.payload["report_id"])

    yield told
    del CONSUMERS[TOPIC]
