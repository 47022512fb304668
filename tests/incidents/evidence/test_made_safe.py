"""Files made safe: hidden details taken out, the original kept or destroyed as the person may choose."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hatereport import outbox
from hatereport.audit.models import Entry
from hatereport.outbox.models import Notice
from incidents.evidence import vault
from incidents.models import Evidence
from tests.files_of_the_cast import BYTES, pdf, recording, telling
from tests.incidents.evidence.files import FILES, add, lying_in, worked

pytestmark = pytest.mark.django_db


def content_of(evidence: Evidence, which: str) -> bytes:
    file, key = evidence.copy_file if which == "copy" else evidence.original_file, evidence.key(which)
    assert file is not None
    assert key is not None
    return vault.read(vault.Kept(file, key))


def test_of_the_nameless_only_the_stripped_copy_stays(
    nobody: Client, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    add(nobody)
    with django_capture_on_commit_callbacks(execute=True):
        evidence = worked()

    assert lying_in(media) == [str(evidence.copy_file)]
    assert (evidence.original_file, evidence.key("original")) == (None, None)
    assert BYTES not in content_of(evidence, "copy")
    assert evidence.sha256("original") == hashlib.sha256(telling("JPEG")).hexdigest()
    assert evidence.sha256("copy") == hashlib.sha256(content_of(evidence, "copy")).hexdigest()


def test_of_the_named_the_original_is_kept_as_well(amina: Client) -> None:
    add(amina)
    evidence = worked()

    assert content_of(evidence, "original") == telling("JPEG")
    assert BYTES not in content_of(evidence, "copy")


def test_the_named_may_refuse_that(amina: Client) -> None:
    add(amina, stripped_only="on")
    evidence = worked()

    assert not evidence.keeps_original
    assert evidence.original_file is None


def test_the_nameless_cannot_be_made_to_keep_the_original(nobody: Client) -> None:
    add(nobody, stripped_only="")

    assert worked().original_file is None


def test_each_is_told_the_truth_about_hidden_details(amina: Client, nobody: Client) -> None:
    named, nameless = amina.get(FILES).content.decode(), nobody.get(FILES).content.decode()

    assert "An officer who opens it must say why" in named
    assert "stripped_only" in named
    assert "we do not keep the file as you sent it" in nameless
    assert "stripped_only" not in nameless
    for page in (named, nameless):
        assert "cannot take hidden details out of sound, video and text" in page


def test_a_recording_is_kept_as_it_is_and_said_so(nobody: Client) -> None:
    add(nobody, "voice.m4a", recording())
    evidence = worked()

    assert evidence.stripping == Evidence.Stripping.KEPT
    assert content_of(evidence, "copy") == recording()
    assert "Hidden details in it, if there are any, are still there" in nobody.get(FILES).content.decode()


def test_a_pdf_goes_the_same_way(nobody: Client) -> None:
    add(nobody, "letter.pdf", pdf())

    assert BYTES not in content_of(worked(), "copy")


def test_what_cannot_be_read_is_not_kept_of_the_nameless_and_they_are_told(nobody: Client) -> None:
    add(nobody, content=b"\xff\xd8\xff\xe0 no picture at all")
    evidence = worked()

    assert evidence.stripping == Evidence.Stripping.FAILED
    assert evidence.original_file is None
    assert not evidence.may_be_opened
    assert "We could not read this file" in nobody.get(FILES).content.decode()


def test_the_worker_may_come_twice(amina: Client) -> None:
    add(amina)
    first = worked()
    second = worked()

    assert first.copy_file == second.copy_file
    assert Entry.objects.filter(act="evidence_made_safe").count() == 1
    assert Notice.objects.filter(topic="evidence.ready").count() == 1


def test_the_notice_brings_the_worker(amina: Client) -> None:
    add(amina)

    outbox.deliver(Notice.objects.get(topic="evidence.received").pk)

    assert Evidence.objects.get().may_be_opened


def test_a_file_that_was_altered_on_the_disk_is_not_made_safe(amina: Client, media: Path) -> None:
    add(amina)
    path = next(path for path in media.rglob("*") if path.is_file())
    path.write_bytes(path.read_bytes()[:-1] + b"x")

    with pytest.raises(vault.VaultBroken):
        worked()
    assert Evidence.objects.get().is_waiting
