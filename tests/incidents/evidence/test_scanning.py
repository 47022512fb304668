"""Files and the virus scanner: nothing opens without a clean verdict where there is one."""

import socket
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hatereport import clock
from hatereport.outbox.models import Notice
from incidents.evidence import making_safe
from incidents.models import Evidence
from tests.files_of_the_cast import telling
from tests.incidents.evidence.files import FILES, add, worked
from tests.incidents.fake_clamd import FakeClamd

pytestmark = pytest.mark.django_db


def test_a_clean_file_opens_after_the_verdict(amina: Client, scanner: FakeClamd) -> None:
    add(amina)
    evidence = worked()

    assert evidence.scan == Evidence.Scan.CLEAN
    assert evidence.may_be_opened
    assert scanner.scanned == [telling("JPEG")]


def test_without_a_scanner_it_opens_and_says_so(amina: Client) -> None:
    add(amina)
    evidence = worked()

    assert evidence.scan == Evidence.Scan.NOT_SCANNED
    assert evidence.may_be_opened


@pytest.mark.parametrize("who", ["amina", "nobody"])
def test_a_virus_shuts_the_file_for_good(who: str, scanner: FakeClamd, request: Any) -> None:
    client = request.getfixturevalue(who)
    add(client, "a.txt", b"X5O!P EICAR test")
    evidence = worked()

    assert evidence.scan == Evidence.Scan.INFECTED
    assert not evidence.may_be_opened
    assert not evidence.original_may_be_opened
    assert (evidence.original_file is not None) == (who == "amina")
    assert not Notice.objects.filter(topic="evidence.ready").exists()
    assert "may hold a virus" in client.get(FILES).content.decode()


@pytest.mark.parametrize(
    "answer",
    [b"", b"stream: OK", b"INSTREAM size limit exceeded. ERROR\0", b"OK\0", b"stream: OK FOUND OK\0", b"\xff\0"],
)
def test_anything_but_a_plain_ok_keeps_it_shut(amina: Client, settings: Any, answer: bytes) -> None:
    with FakeClamd(answer=answer) as clamd:
        settings.CLAMD_URL = clamd.url
        add(amina)
        evidence = worked()

    assert evidence.scan == Evidence.Scan.ERROR
    assert not evidence.may_be_opened
    assert not evidence.original_may_be_opened


def test_a_scanner_that_is_away_keeps_it_shut_and_does_not_keep_the_original(nobody: Client, settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings.CLAMD_URL = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
    add(nobody)
    evidence = worked()

    assert evidence.scan == Evidence.Scan.ERROR
    assert not evidence.may_be_opened
    assert evidence.original_file is None
    assert "We are checking this file" in nobody.get(FILES).content.decode()


def test_it_is_asked_again_and_then_opens(nobody: Client, settings: Any) -> None:
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    add(nobody)
    worked()

    with FakeClamd() as clamd:
        settings.CLAMD_URL = clamd.url
        assert making_safe.rescan() == 1
        assert making_safe.rescan() == 0

    assert Evidence.objects.get().may_be_opened
    assert Notice.objects.filter(topic="evidence.ready").count() == 1


def test_what_was_never_scanned_is_once_there_is_a_scanner(amina: Client, settings: Any) -> None:
    add(amina, "a.txt", b"EICAR")
    assert worked().may_be_opened

    with FakeClamd() as clamd:
        settings.CLAMD_URL = clamd.url
        making_safe.rescan()

    assert Evidence.objects.get().scan == Evidence.Scan.INFECTED


def test_what_was_clean_is_asked_again_after_ninety_days(amina: Client, scanner: FakeClamd) -> None:
    add(amina, "a.txt", b"harmless then")
    worked()
    scanner.virus = b"harmless"

    assert making_safe.rescan() == 0
    with clock.at(clock.now() + timedelta(days=91)):
        assert making_safe.rescan() == 1

    assert not Evidence.objects.get().may_be_opened
