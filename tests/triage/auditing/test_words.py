"""The log's words: whatever the code writes into the log is called by a sentence, and can be asked for."""

import ast
from collections.abc import Iterator
from pathlib import Path

from triage.auditing.words import ACTS

HOUSE = Path(__file__).resolve().parents[3]
#: The place of the act among what is handed to it: audit.record() itself, and how the pages of a force call it.
ACT_AT = {"record": 4, "looked": 2}


def test_every_act_that_is_written_has_words():
    unspoken = {f"{act} ({where})" for act, where in written() if act not in dict(ACTS)}

    assert not unspoken, ", ".join(sorted(unspoken))


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
