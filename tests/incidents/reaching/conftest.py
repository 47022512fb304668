"""Amina behind her code."""

import pytest
from django.test import Client

from tests.incidents.conftest import Given


@pytest.fixture
def amina(answers: Given) -> Client:
    # Imported late: this file is read before Django may load models.
    from tests.incidents.behind_the_code import sends  # noqa: PLC0415

    return sends(answers())
