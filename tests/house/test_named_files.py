"""A docstring or a comment that sends its reader to another file sends them to one that is there.

A file is named as it is found from beside the one that names it, or from a room above it up to the root.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("hatereport", "partners", "incidents", "triage", "tests")
_FILE = re.compile(r"(?<![\w/.{<-])((?:\w+/)*\w+\.py)\b")
_ROOM = re.compile(r"(?<![\w/.{<-])((?:\w+/)+)(?![\w{<*.])")


def written(path: Path) -> Iterator[str]:
    """Every docstring and comment of a file."""
    source = path.read_text()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield ast.get_docstring(node) or ""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def is_there(name: str, path: Path) -> bool:
    return any((folder / name).exists() for folder in path.parents if folder.is_relative_to(ROOT))


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_and_room_that_is_named_is_there(folder: str) -> None:
    files = [path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]

    gone = [
        f"{path.relative_to(ROOT)} names {name}"
        for path in files
        for text in written(path)
        for name in (*_FILE.findall(text), *_ROOM.findall(text))
        if not is_there(name, path)
    ]

    assert files
    assert not gone, "\n".join(gone)


@pytest.mark.parametrize(("name", "there"), [("scope.py", True), ("views/", True), ("scope_of_nobody.py", False)])
def test_a_file_is_looked_for_from_beside_and_above(name: str, there: bool) -> None:
    assert is_there(name, ROOT / "triage/views/cases.py") is there
