"""The log's words: whatever the code writes into the log is called by a sentence, and can be asked for."""

import ast
from collections.abc import Iterator
from pathlib import Path

from triage.auditing.words import ACTS, detail_said

HOUSE = Path(__file__).resolve().parents[3]
#: The place of the act among what is handed to it: audit.record() itself, and how the pages of a force call it.
ACT_AT = {"record": 4, "looked": 2}


def test_every_act_that_is_written_has_words():
    unspoken = {f"{act} ({where})" for act, where in written() if act not in dict(ACTS)}

    assert not unspoken, ", ".join(sorted(unspoken))


def test_days_and_moments_are_read_as_on_the_wall():
    assert detail_said({"to": "2026-07-31", "from": "2026-07-01"}) == "from: 1 Jul 2026, to: 31 Jul 2026"
    assert detail_said({"until": "2026-07-03T07:00:00+00:00"}) == "until: 3 Jul 2026, 08:00"
    assert detail_said({"from": "2026-99-99", "move": 3}) == "from: 2026-99-99"


def test_where_a_case_stayed_is_not_said():
    assert detail_said({"from": "control_room", "to": "control_room", "grade": "priority"}) == "grade: priority"


def written() -> Iterator[tuple[str, str]]:
    """(act, file) wherever an act stands in the code as a word."""
    for app in ("hatereport", "partners", "incidents", "triage"):
        for path in (HOUSE / app).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call):
                    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
                    at = ACT_AT.get(name)
                    act = call.args[at] if at is not None and len(call.args) > at else None
                    if isinstance(act, ast.Constant) and isinstance(act.value, str) and act.value:
                        yield act.value, str(path.relative_to(HOUSE))
