"""Time that passes for everybody who asks the wall clock."""

import datetime as dt
import time
from typing import Any

import pytest
from django.utils import timezone


@pytest.fixture
def passes(monkeypatch: Any) -> Any:
    """Let time pass for everybody who asks the wall clock."""
    began, offset = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: began() + offset[0])
    # Rows of sessions run out by this one.
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime.fromtimestamp(time.time(), dt.UTC))

    def later(seconds: float) -> None:
        offset[0] += seconds

    return later
