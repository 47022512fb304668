"""Time that passes for everybody who asks the wall clock."""

import time
from typing import Any

import pytest


@pytest.fixture
def passes(monkeypatch: Any) -> Any:
    """Let time pass for everybody who asks the wall clock."""
    began, offset = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: began() + offset[0])

    def later(seconds: float) -> None:
        offset[0] += seconds

    return later
