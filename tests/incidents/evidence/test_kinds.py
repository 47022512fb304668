"""Which files are taken: content and name must agree, and nothing that runs passes as anything."""

import unicodedata
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.evidence.kinds import ACCEPTED, BY_CODE, KINDS, NotTaken, Treatment, kind_of
from incidents.evidence.taking import cleaned
from tests.files_of_the_cast import pdf, picture, recording


def movie(brand: bytes) -> bytes:
    return b"\0\0\0\x18ftyp" + brand + bytes(200)


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
#: name -> (content, kind)
TAKEN: dict[str, tuple[bytes, str]] = {
    "a.jpg": (picture("JPEG"), "jpeg"),
    "A.JPEG": (picture("JPEG"), "jpeg"),
    "a.png": (picture("PNG"), "png"),
    "a.webp": (picture("WEBP"), "webp"),
    "a.gif": (picture("GIF"), "gif"),
    "a.heic": (picture("HEIF"), "heic"),
    "android.heic": (movie(b"mif1"), "heic"),
    "saved by a messenger.png": (picture("JPEG"), "jpeg"),
    "a.pdf": (pdf(), "pdf"),
    "a.txt": ("He wrote: “go home” 👋\r\n".encode(), "text"),
    "notepad.txt": ("He wrote: go home".encode("utf-16"), "text"),
    "old.txt": ("caf\xe9".encode("cp1252"), "text"),
    "a.mp4": (movie(b"isom"), "mp4"),
    "segments.mp4": (movie(b"iso5"), "mp4"),
    "a.mov": (movie(b"qt  "), "mov"),
    "a.3gp": (movie(b"3gp4"), "3gp"),
    "a.m4a": (recording(), "m4a"),
    "android.m4a": (movie(b"mp42"), "mp4"),
    "a.webm": (b"\x1aE\xdf\xa3" + bytes(100), "webm"),
    "a.opus": (b"OggS" + bytes(100), "ogg"),
    "a.wav": (b"RIFF\0\0\0\0WAVEfmt ", "wav"),
    "a.avi": (b"RIFF\0\0\0\0AVI LIST", "avi"),
    "a.flac": (b"fLaC" + bytes(40), "flac"),
    "a.amr": (b"#!AMR\n" + bytes(40), "amr"),
    "tagged.mp3": (b"ID3\x04" + bytes(40), "mp3"),
    "plain.mp3": (b"\xff\xf3\x90\x64" + bytes(40), "mp3"),
    "a.aac": (b"\xff\xf1\x50\x80" + bytes(40), "aac"),
}
REFUSED: dict[str, bytes] = {
    "program.exe": b"MZ\x90\0" + bytes(100),
    "program.jpg": b"MZ\x90\0" + bytes(100),
    "program.txt": b"MZ\x90\0" + bytes(100),
    "page.txt": b"<html><script>alert(1)</script></html>",
    "page with a mark.txt": b"\xef\xbb\xbf <!doctype html>",
    "page.pdf": b"<html><script>alert(1)</script></html>",
    "page.html": b"<html></html>",
    "drawing.svg": SVG,
    "drawing.png": SVG,
    "drawing.txt": SVG,
    "script.txt": b"#!/bin/sh\nrm -rf /",
    "document.docx": b"PK\x03\x04" + bytes(60),
    "document.pdf": b"PK\x03\x04" + bytes(60),
    "picture.pdf": picture("JPEG"),
    "picture.txt": picture("JPEG"),
    "picture.mp3": picture("JPEG"),
    "document.jpg": pdf(),
    "recording.jpg": recording(),
    "no ending": picture("JPEG"),
    ".jpg": picture("JPEG"),
    "": picture("JPEG"),
    "picture.jpg.exe": picture("JPEG"),
    "cut off.jpg": b"\xff",
    "zeros.txt": bytes(100),
    "broken.txt": b"\xff\xfeA",
}


@pytest.mark.parametrize("name", TAKEN)
def test_common_files_of_phones_are_taken(name: str) -> None:
    content, kind = TAKEN[name]

    assert kind_of(name, content).code == kind


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_passes_as_what_it_is_not(name: str) -> None:
    with pytest.raises(NotTaken):
        kind_of(name, REFUSED[name])


def test_every_kind_of_the_table_is_tried_above() -> None:
    assert {kind for _content, kind in TAKEN.values()} == set(BY_CODE)


def test_names_of_ours_are_harmless_and_every_ending_belongs_to_one_treatment() -> None:
    endings = [(extension, kind.treatment) for kind in KINDS for extension in kind.extensions]

    assert len(endings) == len({extension for extension, _treatment in endings})
    assert all(kind.extension.isalnum() and f".{kind.extension}" in ACCEPTED for kind in KINDS)
    assert {kind.treatment for kind in KINDS} == set(Treatment)


@given(
    name=st.text(max_size=400) | st.text(max_size=40).map(lambda stem: f"{stem}.jpg"),
    content=st.binary(max_size=200) | st.binary(max_size=99).map(lambda rest: b"\xff\xd8\xff" + rest),
)
def test_whatever_it_is_called_and_holds_it_is_taken_as_a_kind_or_refused(name: str, content: bytes) -> None:
    try:
        kind = kind_of(name, content)
    except NotTaken:
        return
    ending = PurePosixPath(name.strip()).suffix.lstrip(".").lower()
    assert kind.treatment in {other.treatment for other in KINDS if ending in other.extensions}


@given(st.text(max_size=1000) | st.text("a\x00\n\u202e\u200f\ud800/\\.", max_size=300))
def test_a_name_is_kept_without_what_could_deceive_a_reader(name: str) -> None:
    kept = cleaned(name)

    assert len(kept) <= 200
    assert not any(unicodedata.category(sign).startswith("C") for sign in kept)
    kept.encode()
