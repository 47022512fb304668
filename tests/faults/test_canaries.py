"""Canaries: one in every field a person can type into, then everything the house leaves behind is searched for them.

With real processes, a real browser and a real database. Public pages are filled in by whatever boxes they offer, so that
a question added later is in the story without anybody thinking of it. Nothing may be found: not in a dump, in the
engine's own files, the broker, the files, logs, mails, or what was only for a moment in a temporary folder.
"""

import base64
import gzip
import io
import os
import re
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import redis
from django import forms

from incidents.forms import FORMS
from tests.canaries import MARKS, WORD, Hit, Search, written
from tests.databases import SUPERUSER_URL, named, pointed_at
from tests.faults.story_of_canaries import (
    Tale,
    adds_files,
    at_the_desk,
    everything_is_done,
    half_done,
    makes_mistakes,
    reports,
    writes_back,
)
from tests.left_behind import kept_from, left_behind
from tests.running_house import House


@pytest.fixture(scope="module")
def tale(template: str, test_folder: Path, browser: Any, django_db_blocker: Any) -> Iterator[Tale]:
    """The whole story, told once."""
    with (
        django_db_blocker.unblock(),
        House(test_folder, template, own_broker=True) as house,
        pointed_at(house.database, house.broker_url),
    ):
        told = Tale(house)
        with kept_from(house.temporary, house.folder / "kept"):
            reports(told, browser)
            half_done(told)
            adds_files(told)
            at_the_desk(told)
            writes_back(told)
            makes_mistakes(told)
            everything_is_done(told)
        yield told


def test_nothing_anybody_wrote_is_found_anywhere(tale: Tale, test_folder: Path) -> None:
    search = Search(*tale.secrets)

    found = [
        hit
        for place, content in left_behind(tale.house, test_folder, tale.began)
        for hit in in_it(search, place, content)
    ]

    told = [f"{tale.flock.planted(hit.excerpt)} -> {hit}" for hit in found]
    assert not told, "\n".join(told)


def in_it(search: Search, place: str, content: bytes) -> Iterator[Hit]:
    """Of a mail everything but whom it goes to: a letter must bear an address, and that person asked for it."""
    if "/mail/" not in place:
        return search.hits(place, content)
    return search.hits_in_mail(place, re.sub(rb"(?m)^To: .*$", b"", content))


def test_every_box_of_the_form_held_a_canary(tale: Tale) -> None:
    boxes = {
        (section, name)
        for section, form in FORMS.items()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField)
    }

    assert {(section, name) for section, name in boxes if name not in tale.filled} == set()


def test_the_story_left_behind_what_was_searched(tale: Tale, test_folder: Path) -> None:
    """A search of nothing finds nothing: every kind of place is there, and holds what it should."""
    left = dict(left_behind(tale.house, test_folder, tale.began))
    places = "\n".join(left)

    assert b"incidents_report" in left["the dump of the database"]
    for part in (
        "/base/",
        "/pg_wal/",
        "/web.log",
        "/worker.log",
        "/valkey/",
        "/media/evidence/",
        "held open by",
    ):
        assert part in places, part
    assert any(b"PGDMP" in content or b"COPY" in content for content in left.values())


# --- the search bites -------------------------------------------------------------------------------------------------


def zipped(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.txt", b"before " * 40 + content)
    return out.getvalue()


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content * 3) + packer.flush()


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda content: b"noise" + gzip.compress(b"words before it " + content),
    "zlib": lambda content: b"noise" + zlib.compress(b"words before it " + content),
    "zip": zipped,
    "deflate": deflated,
    "zlib in base64": lambda content: b'{"x": "' + base64.urlsafe_b64encode(zlib.compress(content * 2)) + b'"}',
    "gzip in hex": lambda content: b"\\\\x" + gzip.compress(content).hex().encode(),
    "hex in hex": lambda content: content.hex().encode().hex().encode(),
    "gzip in gzip": lambda content: gzip.compress(gzip.compress(content)),
}


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("form", written(WORD))
def test_a_canary_is_found_in_every_form(mark: str, form: str) -> None:
    planted = b"\0\xff before " + written(mark)[form] + b" after"

    assert list(Search().hits("a scratch", planted))


@pytest.mark.parametrize("offset", range(3))
def test_a_canary_is_found_in_base64_wherever_it_stands(offset: int) -> None:
    for coder in (base64.b64encode, base64.urlsafe_b64encode):
        planted = b"noise:" + coder(b"\xfb\xff\xfe"[:offset] + WORD.encode() + b"\xff\xfe after")

        assert list(Search().hits("a scratch", planted))


@pytest.mark.parametrize("packing", PACKED)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_canary_is_found_in_what_is_packed(packing: str, encoding: str) -> None:
    assert list(Search().hits("a scratch", PACKED[packing](WORD.encode(encoding))))


def test_a_canary_is_found_in_a_folded_mail() -> None:
    mail = b"Subject: x\nContent-Transfer-Encoding: quoted-printable\n\nbefore kanari7=\nqz3vx after\n"

    assert not list(Search().hits("a mail", mail))
    assert list(Search().hits_in_mail("a mail", mail))


def test_a_canary_is_found_wherever_the_house_could_leave_one(house: House, test_folder: Path) -> None:
    """Planted in the database, the broker, a log, and a temporary file that is gone at once: each is noticed."""
    began, word = time.time(), WORD.encode()
    with (
        psycopg2.connect(named(os.environ[SUPERUSER_URL], house.database)) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute("CREATE TABLE scratch (words text, bytes bytea)")
        cursor.execute("INSERT INTO scratch VALUES (%s, %s)", [f"{WORD}0001", gzip.compress(WORD.encode("utf-16-le"))])
    connection.close()
    with redis.Redis.from_url(house.broker_url) as broker:
        broker.rpush("scratch", b"words " + word)
    (house.folder / "scratch.log").write_bytes(b"words " + word)
    with kept_from(house.temporary, house.folder / "kept"):
        (house.temporary / "a-moment").write_bytes(word)
        time.sleep(0.1)
        (house.temporary / "a-moment").unlink()
    try:
        places = {
            hit.place
            for place, content in left_behind(house, test_folder, began)
            for hit in Search().hits(place, content)
        }
    finally:
        with redis.Redis.from_url(house.broker_url) as broker:
            broker.delete("scratch")

    assert "the dump of the database" in places
    for part in ("/base/", "/pg_wal/", "the broker's key b'scratch'", "/scratch.log", "/kept/0-a-moment"):
        assert any(part in place for place in places), part
