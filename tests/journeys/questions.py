"""Answering the questions of a form as a person with a mouse does: ticking, choosing, typing. By the names of the
tables, so that a better wording breaks no story.
"""

from collections.abc import Mapping
from typing import Any

Answer = str | list[str]


def answer(form: Any, answers: Mapping[str, Answer]) -> None:
    """Fill in these questions of the form; a list ticks several. A choice in a drop-down may be named by its words."""
    for name, given in answers.items():
        controls = form.locator(f"[name='{name}']")
        kind = controls.first.evaluate("node => node.type")
        if kind in ("radio", "checkbox"):
            for value in [given] if isinstance(given, str) else given:
                form.locator(f"[name='{name}'][value='{value}']").check()
        elif kind == "select-one":
            controls.select_option(given)
        else:
            controls.fill(given)
