"""Imports go one way: partners <- incidents <- triage, all standing on the foundation, all under the roof (design.md)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: What each app may import of the house, besides itself and the foundation.
MAY_IMPORT = {"partners": set(), "incidents": {"partners"}, "triage": {"partners", "incidents"}}
#: Put together here and imported by nobody below: the roof, and what tells the demo's stories through the apps.
ROOF = {"settings", "urls", "api", "celery", "wsgi", "checks", "health", "errors", "context", "demo", "apps"}


def python_files(folder: str) -> Iterator[Path]:
    return (path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)


def imported_by(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_an_app_imports_only_what_stands_to_its_left(app):
    above = set(MAY_IMPORT) - MAY_IMPORT[app] - {app}

    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in python_files(app)
        for name in imported_by(path)
        if name.split(".")[0] in above or (name.startswith("hatereport.") and name.split(".")[1] in ROOF)
    ]

    assert not wrong


def test_the_foundation_imports_no_app():
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in python_files("hatereport")
        if path.relative_to(ROOT / "hatereport").parts[0].removesuffix(".py") not in ROOF
        for name in imported_by(path)
        if name.split(".")[0] in MAY_IMPORT
    ]

    assert not wrong


def test_no_file_hides_in_a_drawer():
    drawers = {"utils.py", "helpers.py", "common.py", "misc.py", "services.py", "core.py", "base.py", "managers.py"}
    found = [
        path.relative_to(ROOT)
        for folder in ("hatereport", *MAY_IMPORT, "tests")
        for path in python_files(folder)
        # incidents/forms/core.py holds the core questions of the report, which the field calls by that name.
        if path.name in drawers and path.parts[-2:] != ("forms", "core.py")
    ]

    assert not found


def test_every_module_says_who_lives_there():
    silent = [
        path.relative_to(ROOT)
        for folder in ("hatereport", *MAY_IMPORT)
        for path in python_files(folder)
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert not silent
