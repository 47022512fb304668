"""Answers as Amina would give them, and a browser without a screen for the public pages."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from incidents.questions import Answers

#: The fixture `answers`: sections changed by name, or left out with None.
Given = Callable[..., Answers]

#: What is posted to /report/1/ ... /report/7/ by someone who fills in the core and may be called.
PAGES: dict[int, dict[str, Any]] = {
    1: {"danger": "no"},
    2: {"filer": "victim", "under_18": "no"},
    3: {"words": "A man shouted at me at the bus stop.", "kinds": ["called_names"], "who_did": ["stranger"]},
    4: {"when": "exact", "on_day": "3", "on_month": "3", "on_year": "2026", "repeat": "never"},
    5: {"place_type": "street", "postcode": "CA1 2AB"},
    6: {"strands": ["race"], "details_race": ["asian"], "reason": "He said what he thinks of us."},
    7: {"contact": "yes", "name": "Amina", "channels": ["call"], "phone": "07700 900123", "bans": ["no_voicemail"]},
}


def seen_on(page: Any) -> int:
    """The number in the page by which a stale one is noticed, as a browser would send it back."""
    found = re.search(r'name="seen" value="(\d+)"', page.content.decode())
    assert found, page.content
    return int(found[1])


@pytest.fixture
def answers() -> Given:
    """Amina's answers, with sections changed or (None) left out."""

    def given(**changed: dict[str, Any] | None) -> Answers:
        usual: Answers = {
            "danger": {"danger": "no"},
            "who": {"filer": "victim", "under_18": "no"},
            "what": {
                "words": "A man shouted at me at the bus stop.",
                "kinds": ["called_names"],
                "who_did": ["stranger"],
            },
            "when": {"when": "exact", "on": "2026-03-03", "repeat": "never"},
            "where": {"place_type": "street", "postcode": "CA1 2AB"},
            "why": {"strands": ["race"], "details": ["asian"]},
            "contact": {
                "contact": "yes",
                "name": "Amina",
                "channels": ["call"],
                "phone": "07700 900123",
                "bans": ["no_voicemail"],
            },
        }
        merged = {**usual, **changed}
        return {section: value for section, value in merged.items() if value is not None}

    return given


class Reporter:
    """Somebody at the form: remembers, like a browser, what each page told it to send back."""

    def __init__(self) -> None:
        self.client = Client()

    def get(self, address: str) -> Any:
        return self.client.get(address)

    def answer(self, step: int | str, **changed: Any) -> Any:
        """Open a question page and post it. A step by its number, an optional section by its name."""
        address = f"/report/{step}/" if isinstance(step, int) else f"/report/more/{step}/"
        page = self.client.get(address)
        seen = seen_on(page) if page.status_code == 200 else 0
        usual = PAGES.get(step, {}) if isinstance(step, int) else {}
        return self.client.post(address, {**usual, **changed, "seen": seen})

    def fill(self, *, until: int = 7, **changed: Any) -> None:
        """Answer the core up to a page; changed answers are given by page as p3={...}."""
        for step in range(1, until + 1):
            response = self.answer(step, **changed.get(f"p{step}", {}))
            assert response.status_code == 303, response.context["form"].errors

    def send(self) -> Any:
        page = self.client.get("/report/8/")
        return self.client.post("/report/8/", {"seen": seen_on(page)})


@pytest.fixture
def amina(db: None) -> Reporter:
    return Reporter()
