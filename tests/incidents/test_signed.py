"""Videos in sign language: what an administrator may add, how a player gets them, what the pages then say."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hatereport.audit.models import Entry
from incidents import signed
from incidents.evidence.arriving import LARGEST
from incidents.models import SignedVideo
from incidents.views import blank_pages
from tests import cast

pytestmark = pytest.mark.django_db

WEBM = b"\x1aE\xdf\xa3" + bytes(range(256)) * 4
SUMMARY = "Watch this page in British Sign Language"


@pytest.fixture(autouse=True)
def _own_shelf(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def on_danger() -> SignedVideo:
    row = SignedVideo(pk="danger")
    row.file.save("danger.webm", ContentFile(WEBM))
    blank_pages.forget()
    return row


def added(client: Client, screen: str, name: str, content: bytes) -> Any:
    client.force_login(cast.platform_administrator())
    file = SimpleUploadedFile(name, content, "text/html")
    return client.post("/admin/incidents/signedvideo/add/", {"screen": screen, "file": file})


def test_an_administrator_adds_a_video_and_it_is_written_down(client: Client) -> None:
    answer = added(client, "who", "My holiday <b>.WebM", WEBM)

    row = SignedVideo.objects.get()
    assert answer.status_code == 302
    assert (row.pk, row.file.name) == ("who", "signed/who.webm")
    assert Entry.objects.filter(chain="signedvideo:who", act="signedvideo_added").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.webm", b"<!doctype html><script>alert(1)</script>"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"x" * 80),
        ("video.txt", WEBM),
        ("large.webm", WEBM[:4] + b"x" * LARGEST),
        ("empty.webm", b""),
    ],
)
def test_what_is_no_video_is_not_taken(client: Client, name: str, content: bytes) -> None:
    assert added(client, "who", name, content).status_code == 200
    assert not SignedVideo.objects.exists()


def test_a_force_administrator_cannot_add_one(client: Client) -> None:
    client.force_login(cast.force_administrator())

    assert client.get("/admin/incidents/signedvideo/add/").status_code == 403


def test_taking_one_down_removes_the_file(client: Client, on_danger: SignedVideo) -> None:
    place = Path(on_danger.file.path)
    client.force_login(cast.platform_administrator())

    client.post("/admin/incidents/signedvideo/danger/delete/", {"post": "yes"})

    assert not SignedVideo.objects.exists()
    assert not place.exists()


def test_a_page_offers_its_own_video_and_no_other_does(client: Client, on_danger: SignedVideo) -> None:
    first, start = client.get("/report/1/").content.decode(), client.get("/").content.decode()

    assert SUMMARY in first
    assert '<source src="/video/danger/" type="video/webm">' in first
    assert SUMMARY not in start


def test_the_statement_counts_what_is_there(client: Client) -> None:
    assert "There is no British Sign Language video yet." in client.get("/accessibility/").content.decode()
    for screen in signed.SCREENS[:2]:
        SignedVideo.objects.create(pk=screen.code, file=f"signed/{screen.code}.mp4")
    assert f"2 of {len(signed.SCREENS)} pages have" in client.get("/accessibility/").content.decode()
    for screen in signed.SCREENS[2:]:
        SignedVideo.objects.create(pk=screen.code, file=f"signed/{screen.code}.mp4")
    assert "Every page of the form has" in client.get("/accessibility/").content.decode()


def test_the_whole_comes_with_its_type_and_the_strict_headers(client: Client, on_danger: SignedVideo) -> None:
    answer = client.get("/video/danger/")

    assert answer.status_code == 200
    assert answer.getvalue() == WEBM
    assert answer.headers["Content-Type"] == "video/webm"
    assert answer.headers["Content-Length"] == str(len(WEBM))
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "media-src 'self'" in client.get("/report/1/").headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-", 0, len(WEBM)),
        ("bytes=0-1", 0, 2),
        ("bytes=100-199", 100, 200),
        ("bytes=-5", len(WEBM) - 5, len(WEBM)),
        ("bytes=1000-999999", 1000, len(WEBM)),
        ("bytes=-999999", 0, len(WEBM)),
    ],
)
def test_a_player_gets_the_part_it_asks_for(
    client: Client, on_danger: SignedVideo, asked: str, start: int, end: int
) -> None:
    answer = client.get("/video/danger/", headers={"Range": asked})

    assert answer.status_code == 206
    assert answer.getvalue() == WEBM[start:end]
    assert answer.headers["Content-Range"] == f"bytes {start}-{end - 1}/{len(WEBM)}"
    assert answer.headers["Content-Length"] == str(end - start)


@pytest.mark.parametrize("asked", ["bytes=99999-", "bytes=5-4", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused(client: Client, on_danger: SignedVideo, asked: str) -> None:
    answer = client.get("/video/danger/", headers={"Range": asked})

    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(WEBM)}"


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "pages=1-2", "bytes=x-", "bytes=-"])
def test_what_is_no_single_range_gets_the_whole(client: Client, on_danger: SignedVideo, asked: str) -> None:
    answer = client.get("/video/danger/", headers={"Range": asked})

    assert answer.status_code == 200
    assert answer.getvalue() == WEBM


def test_there_is_no_video_where_there_is_none(client: Client, on_danger: SignedVideo) -> None:
    assert client.get("/video/who/").status_code == 404
    Path(on_danger.file.path).unlink()
    assert client.get("/video/danger/").status_code == 404
