"""The README is true: its pictures are the table's, its settings are those read, its commands and accounts exist."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from hatereport.demo.cast import ACCOUNTS, PARTNERS
from triage.diagram import mermaid

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()


@pytest.mark.parametrize("kind", ["hate_incident", "hate_crime"])
def test_the_workflow_is_drawn_from_the_table(kind):
    assert f"```mermaid\n{mermaid(kind)}\n```" in README


def test_every_setting_read_is_explained_and_none_is_invented():
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "hatereport/settings.py").read_text()))
    explained = set(re.findall(r"`([A-Z_]+)`", README.split("| Setting |")[1].split("\n\n")[0]))

    assert explained == read


def test_every_command_of_the_house_is_named_and_every_named_one_exists():
    ours = {
        name
        for name, app in get_commands().items()
        if app.split(".")[0] in ("hatereport", "partners", "incidents", "triage")
    }
    named = set(re.findall(r"`([a-z]+_[a-z]+|sweep)(?: [^`]*)?`", README.split("Commands: ")[1].split("\n\n")[0]))

    assert named == ours


def test_every_account_named_can_sign_in():
    addresses = {account.address for account in ACCOUNTS} | {address for address, *_ in PARTNERS}
    table = README.split("| Sign in as |")[1].split("\n\n")[0]
    named = re.findall(r"`([a-z.]+)@(?:cumbria\.example)?`", table) + re.findall(r"`([a-z.]+@partner\.example)`", table)

    assert set(named) <= addresses
    assert {address.rstrip("2") for address in addresses} == set(named)


def test_every_picture_and_file_named_is_there():
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    rooms = re.findall(r"`((?:hatereport|partners|incidents|triage|templates|static|tests|deploy)/[\w./]*)`", README)

    assert [
        name for name in pictures + rooms if not (ROOT / name).exists() and not name.startswith("static/dist")
    ] == []


def test_every_room_of_the_map_is_where_the_map_says():
    the_map = README.split("## The map of the house")[1].split("\n## ")[0]
    gone, read = [], 0
    for row in re.findall(r"^\| (`[^|]+) \|", the_map, re.MULTILINE):
        app = ""  # names after the first stand in the app of the one before
        for name in re.findall(r"`([\w/.]+)`", row):
            read += 1
            if (ROOT / name).exists():
                app = name.split("/")[0]
            elif not (ROOT / app / name).exists() and not name.startswith("static/dist"):
                gone.append(name)

    assert read > 50
    assert gone == []


def test_every_make_target_named_exists():
    makefile = (ROOT / "Makefile").read_text()

    assert all(f"\n{name}:" in makefile for name in re.findall(r"make (demo|test|bench|lint|lock)\b", README))
