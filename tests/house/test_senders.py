"""Nothing reaches a person without asking how that is safe: the code is read for what sends, the workflow for what
records it, and each must be a row of triage/senders.py whose function asks safe_contact.allowed().
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from incidents import safe_contact
from triage.senders import SENDERS, STAFF, Sender
from triage.shapes import Act
from triage.workflow import WORKFLOW

ROOT = Path(__file__).resolve().parents[2]
APPS = ("partners", "incidents", "triage")
#: What takes words out of this house, by whatever name it is called in the end.
LEADS_OUT = {
    "EmailMessage",
    "EmailMultiAlternatives",
    "send_mail",
    "send_mass_mail",
    "HTTPConnection",
    "HTTPSConnection",
    "urlopen",
    "SMTP",
}
#: Called, it keeps that somebody is sent or told.
KEEPS = {"Letter", "Referral", "Dispatch.objects.create", "messages.post_to_reporter", "post_to_reporter"}
#: Answers by which an act says that a person was or will be reached, and records that say it.
REACHES = {"contact_channel", "log_number", "reach_by"}
RECORDS = {"contact", "dispatch"}
ASKS = "safe_contact.allowed"


@cache
def functions() -> dict[str, ast.FunctionDef]:
    """Every function of the apps, by "module:name"; a method counts as its own name."""
    found = {}
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef):
                    found[f"{module}:{node.name}"] = node
    return found


def called_in(name: str) -> Iterator[str]:
    """What a function calls or hands on, as it is written: `allowed`, `safe_contact.allowed`, `HTTPSConnection`."""
    for node in ast.walk(functions()[name]):
        if isinstance(node, ast.Name | ast.Attribute):
            yield ast.unparse(node)


def asks(name: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether it asks, itself or by another function of its module."""
    module = name.partition(":")[0]
    inner = {f"{module}:{called}" for called in called_in(name)} & functions().keys() - seen - {name}
    return ASKS in called_in(name) or any(asks(other, seen | {name}) for other in inner)


def sending() -> set[str]:
    """Functions that send, by what they call."""
    return {name for name in functions() if set(called_in(name)) & LEADS_OUT or _calls(name) & KEEPS}


def _calls(name: str) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(functions()[name]) if isinstance(node, ast.Call)}


def reaching_acts() -> set[str]:
    return {act.name for act in WORKFLOW if _reaches(act)}


def _reaches(act: Act) -> bool:
    return bool(REACHES & {field.name for field in act.fields} or RECORDS & set(act.records))


def test_all_that_sends_is_a_row():
    assert sending() - {row.where for row in SENDERS} == set()


def test_all_that_records_a_contact_is_a_row():
    assert reaching_acts() == {act for row in SENDERS for act in row.acts}


@pytest.mark.parametrize("row", SENDERS, ids=lambda row: row.code)
def test_every_sender_asks_first(row: Sender):
    if not row.asks:
        assert row.channel in (safe_contact.RETURN_PAGE, STAFF)
        assert row.why
        return
    assert asks(row.asks)
    if row.acts:
        checked = {act: {f"{check.__module__}:{check.__name__}" for check in act.checks} for act in rows_of(row)}
        assert all(row.asks in checks for checks in checked.values())
    else:
        name = row.asks.partition(":")[2]
        callers = {caller for caller in functions() if sends_by(row, caller)}
        assert name in called_in(row.where) or callers == {row.asks}


def rows_of(row: Sender) -> list[Act]:
    found = [act for act in WORKFLOW if act.name in row.acts and _reaches(act)]
    assert {act.name for act in found} == set(row.acts)
    return found


def sends_by(row: Sender, caller: str) -> bool:
    module, _, name = row.where.partition(":")
    return caller != row.where and f"{module.rpartition('.')[2]}.{name}" in called_in(caller)


def test_a_function_that_does_not_ask_would_be_seen():
    assert not asks("incidents.carriers:send_email")
    assert "incidents.carriers:send_email" in sending()
