"""A real video, made by the browser itself, played from our own pages under their strict headers."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from incidents.models import SignedVideo
from tests.running_house import House

#: A second of a hand that moves, as a recorder of sign language would make it.
_RECORD = """async () => {
    const canvas = Object.assign(document.createElement("canvas"), {width: 320, height: 180});
    const pen = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(25), {mimeType: "video/webm"});
    const parts = [];
    recorder.ondataavailable = event => parts.push(event.data);
    const ended = new Promise(done => recorder.onstop = done);
    recorder.start();
    for (let frame = 0; frame < 25; frame++) {
        pen.fillStyle = "#fff"; pen.fillRect(0, 0, 320, 180);
        pen.fillStyle = "#14545a"; pen.fillRect(frame * 10, 60, 40, 60);
        await new Promise(next => setTimeout(next, 40));
    }
    recorder.stop();
    await ended;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""));
}"""
_PLAY = """async () => {
    const video = document.querySelector("video");
    video.muted = true;
    await video.play();
    await new Promise((done, wrong) => {
        video.ontimeupdate = () => video.currentTime > 0.2 && done();
        video.onerror = () => wrong(new Error(video.error.message));
    });
    return [video.videoWidth, video.videoHeight];
}"""


@pytest.fixture
def page(house: House, browser: Any) -> Iterator[Any]:
    context = browser.new_context(base_url=house.url)
    yield context.new_page()
    context.close()


def test_a_video_plays_beside_the_text_it_signs(house: House, page: Any) -> None:
    film = base64.b64decode(page.evaluate(_RECORD))
    place = Path(house.media) / "signed" / "start.webm"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(film)
    SignedVideo.objects.create(pk="start", file="signed/start.webm")
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    page.goto("/")
    before = [url for url in asked if "/video/" in url]
    page.click("summary:has-text('British Sign Language')")
    size = page.evaluate(_PLAY)

    assert before == []  # nothing is fetched before somebody wants it
    assert size == [320, 180]
    assert complaints == []
    assert all(url.startswith(house.url) for url in asked)
