"""Where files lie, the scanner, and two people behind their codes: one gave her name, one none."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from incidents.questions import Answers
from tests.incidents.conftest import Given
from tests.incidents.fake_clamd import FakeClamd


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def scanner(settings: Any) -> Iterator[FakeClamd]:
    with FakeClamd() as clamd:
        settings.CLAMD_URL = clamd.url
        yield clamd


@pytest.fixture
def amina(answers: Given) -> Client:
    """Gave her name."""
    return _behind_the_code(answers())


@pytest.fixture
def nobody(answers: Given) -> Client:
    """Gave no name."""
    return _behind_the_code(answers(contact={"contact": "anonymous"}))


def _behind_the_code(given: Answers) -> Client:
    # Imported late: this file is read before Django may load models.
    from tests.incidents.behind_the_code import sends  # noqa: PLC0415

    return sends(given)
