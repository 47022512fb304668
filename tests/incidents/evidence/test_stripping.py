"""Hidden details are gone from the copy, whatever carried them; what can be seen is as it was."""

import io
import subprocess
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from incidents.evidence import sandbox, stripping
from incidents.evidence.kinds import KINDS, Treatment
from incidents.evidence.sandbox import NotStripped
from tests.files_of_the_cast import BYTES, CANARY, pdf, picture, telling


def unfolded(content: bytes) -> bytes:
    """With everything that is compressed inside laid open."""
    found = [content]
    for start in range(len(content)):
        if content[start] == 0x78:  # zlib begins with it
            try:
                found.append(zlib.decompressobj().decompress(content[start:]))
            except zlib.error:
                continue
    return b"\n".join(found)


def tells(content: bytes) -> bool:
    laid_open = unfolded(content)
    return (
        any(BYTES[at : at + 9] in laid_open for at in range(len(BYTES) - 8)) or CANARY.encode("utf-16-be") in laid_open
    )


@pytest.mark.parametrize("kind", stripping.FORMATS)
def test_no_carrier_of_a_picture_survives(kind: str) -> None:
    before = telling(stripping.FORMATS[kind])
    assert tells(before)

    after = sandbox.strip(kind, before)

    assert not tells(after)
    copy = Image.open(io.BytesIO(after))
    assert not copy.getexif()
    assert not {"exif", "icc_profile", "xmp", "comment", "photoshop"} & set(copy.info)


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_a_picture_taken_sideways_stands_upright(kind: str) -> None:
    assert Image.open(io.BytesIO(sandbox.strip(kind, telling(stripping.FORMATS[kind])))).size == (40, 60)


@pytest.mark.parametrize("kind", stripping.FORMATS)
def test_what_can_be_seen_is_as_it_was(kind: str) -> None:
    shown = Image.open(io.BytesIO(sandbox.strip(kind, picture(stripping.FORMATS[kind])))).convert("RGB")

    assert shown.size == (60, 40)
    red, green, blue = shown.getpixel((30, 20))  # type: ignore[misc]
    assert abs(red - 200) < 12
    assert max(green, blue) < 50


@pytest.mark.parametrize("form", ["GIF", "WEBP"])
def test_a_moving_picture_still_moves(form: str) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=120)

    copy = Image.open(io.BytesIO(sandbox.strip(form.lower(), out.getvalue())))

    assert copy.n_frames == 3  # type: ignore[attr-defined]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_pictures_of_every_make_up_are_painted(mode: str) -> None:
    out = io.BytesIO()
    form = "JPEG" if mode == "CMYK" else "PNG"
    Image.new(mode, (20, 10)).save(out, form)

    copy = Image.open(io.BytesIO(sandbox.strip(form.lower(), out.getvalue())))

    assert copy.size == (20, 10)


def test_a_pdf_says_nothing_but_what_is_on_its_pages() -> None:
    before = pdf()
    assert before.count(BYTES) > 8

    after = sandbox.strip("pdf", before)

    assert not tells(after)
    with pikepdf.open(io.BytesIO(after)) as document:
        assert len(document.pages) == 1
        assert not {"/Metadata", "/OpenAction", "/AA"} & set(document.Root.keys())
        assert "/Info" not in document.trailer
        photograph = document.pages[0].obj.Resources.XObject.Im0
        assert isinstance(photograph, pikepdf.Stream)
        assert pikepdf.PdfImage(photograph).as_pil_image().size == (60, 40)
        assert b"JavaScript" not in unfolded(after)


def test_earlier_versions_of_a_pdf_stay_behind() -> None:
    whole = pdf()
    appended = whole.replace(b"%%EOF", b"%%EOF\n% " + BYTES + b"\n%%EOF")

    assert not tells(sandbox.strip("pdf", appended))


def test_a_locked_pdf_is_not_guessed_at() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="secret", user="secret"))

    with pytest.raises(NotStripped):
        sandbox.strip("pdf", out.getvalue())


@pytest.mark.parametrize("kind", [kind.code for kind in KINDS if kind.treatment in (Treatment.PICTURE, Treatment.PDF)])
@pytest.mark.parametrize("content", [b"", b"nonsense", picture("PNG")[:40]], ids=["empty", "nonsense", "cut off"])
def test_what_cannot_be_read_is_not_stripped(kind: str, content: bytes) -> None:
    with pytest.raises(NotStripped):
        sandbox.strip(kind, content)


def test_a_picture_that_claims_to_be_huge_is_refused_in_good_time() -> None:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    assert len(out.getvalue()) < 1_000_000

    with pytest.raises(NotStripped):
        sandbox.strip("png", out.getvalue())


def test_the_child_has_no_keys_and_imports_nothing_of_the_house() -> None:
    program = Path(stripping.__file__)
    shown = subprocess.run(
        [sys.executable, "-I", "-c", f"import os, runpy, sys; runpy.run_path({str(program)!r}); print(dict(os.environ))"
         "; print([name for name in sys.modules if name.split('.')[0] in ('hatereport', 'incidents', 'django')])"],
        env={}, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert shown.stdout.splitlines()[-1] == "[]"
    assert "KEY" not in shown.stdout
