"""Hidden details taken out: a picture is painted onto a fresh one, a PDF is written anew without what it need not say.

Decoders of strangers' files are where servers are broken into, so sandbox.py runs this file as a program of its own:
without keys, without settings, with little memory and time. It must import nothing of the house. What survives is
what can be seen: a face, a street sign, a name in the text are the sender's to judge.
"""

import io
import resource
import sys
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from PIL import Image, ImageCms, ImageOps, ImageSequence
from pillow_heif import register_heif_opener

#: More than cameras of phones make; a small file can claim any size.
MOST_PIXELS = 64_000_000
#: Of all frames of a moving picture together.
MOST_PIXELS_MOVING = 160_000_000
MEMORY = 2 * 1024**3
SECONDS = 20

FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF", "heic": "HEIF"}
_AS: dict[str, dict[str, Any]] = {
    "JPEG": {"format": "JPEG", "quality": 92},
    "HEIF": {"format": "JPEG", "quality": 92},
    "PNG": {"format": "PNG"},
    "WEBP": {"format": "WEBP", "quality": 92},
    "GIF": {"format": "GIF"},
}


class TooLarge(ValueError):
    """More pixels than are painted here."""


def strip(kind: str, content: bytes) -> bytes:
    """The same picture or document without hidden details. Raises whatever the decoder raises."""
    return strip_pdf(content) if kind == "pdf" else strip_picture(FORMATS[kind], content)


# --- pictures --------------------------------------------------------------------------------------------------------


def strip_picture(form: str, content: bytes) -> bytes:
    """Onto a fresh image: opening and saving alone would keep comments of JPEG and GIF files."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow refuses at twice this
    register_heif_opener(thumbnails=False)
    picture = Image.open(io.BytesIO(content), formats=[form])
    frames = getattr(picture, "n_frames", 1) if form in ("GIF", "WEBP") else 1
    if frames * picture.width * picture.height > (MOST_PIXELS_MOVING if frames > 1 else MOST_PIXELS):
        raise TooLarge(TooLarge.__doc__)
    out = io.BytesIO()
    if frames > 1:
        lengths = []
        painted = []
        for frame in ImageSequence.Iterator(picture):
            lengths.append(int(frame.info.get("duration", 100)))
            painted.append(_painted(frame))
        painted[0].save(out, save_all=True, append_images=painted[1:], duration=lengths, loop=0, **_AS[form])
    else:
        _painted(picture, flat=_AS[form]["format"] == "JPEG").save(out, **_AS[form])
    return out.getvalue()


def _painted(picture: Image.Image, *, flat: bool = False) -> Image.Image:
    """A fresh image with the same pixels, upright and in the colours every screen knows."""
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    profile = picture.info.get("icc_profile")
    if upright.mode.startswith("I"):  # 16 bits a pixel
        upright = upright.convert("I").point(lambda value: value / 256).convert("L")
    if profile and upright.mode in ("RGB", "RGBA", "CMYK"):
        upright = _in_srgb(upright, profile)
    clear = not flat and (upright.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info)
    upright = upright.convert("RGBA" if clear else "RGB")
    fresh = Image.new(upright.mode, upright.size)
    fresh.paste(upright)
    return fresh


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """The profile itself names the device, so its colours are worked in and it is left behind."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return converted or picture


# --- PDF -------------------------------------------------------------------------------------------------------------

#: Left out wherever they stand: who made it when and with what, what runs by itself, and files inside the file.
_LEFT_OUT = (
    "/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/SpiderInfo", "/DSS", "/Perms", "/Legal",
    "/OpenAction", "/AA", "/JS", "/JavaScript", "/Next", "/XFA", "/Collection", "/Renditions", "/URLS",
    "/EmbeddedFiles", "/EF", "/AF", "/FS", "/RichMediaContent", "/RichMediaSettings", "/3DD", "/Sound", "/Movie",
)  # fmt: skip
#: Of a note in the margin: who wrote it, when, and under which number.
_OF_A_NOTE = ("/T", "/M", "/CreationDate", "/NM", "/RC")
#: Going to another page of the same document is all that a click may still do.
_HARMLESS_ACTIONS = ("/GoTo", "/Named")


def strip_pdf(content: bytes) -> bytes:
    """Written anew: earlier versions, unused objects and everything in _LEFT_OUT stay behind."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        for key in ("/Info", "/ID"):
            if key in document.trailer:
                del document.trailer[key]
        for whole in document.objects:
            for part in _parts(whole):
                _clear(part)
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _parts(whole: Any) -> Iterator[Any]:
    """Every dictionary in an object, down to where another object begins."""
    waiting = [whole]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            yield one
            waiting += [value for value in _values(one) if not getattr(value, "is_indirect", False)]
        elif isinstance(one, pikepdf.Array):
            waiting += [value for value in one if not getattr(value, "is_indirect", False)]


def _values(part: Any) -> list[Any]:
    return [part.get(key) for key in part.keys()]  # noqa: SIM118  (no Python dictionary: iterating gives other things)


def _clear(part: Any) -> None:
    for key in _LEFT_OUT:
        if key in part:
            del part[key]
    action = part.get("/A")
    if isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) not in _HARMLESS_ACTIONS:
        del part["/A"]
    if "/Rect" in part and part.get("/Subtype") != pikepdf.Name.Widget:
        for key in _OF_A_NOTE:
            if key in part:
                del part[key]
    if isinstance(part, pikepdf.Stream):
        _clear_photograph(part)


def _clear_photograph(stream: Any) -> None:
    """A photograph inside keeps its own hidden details; they are cut out without touching the picture."""
    filters = stream.get("/Filter", pikepdf.Array())
    names = [str(filters)] if isinstance(filters, pikepdf.Name) else [str(name) for name in filters]
    if not names or names[-1] not in ("/DCTDecode", "/JPXDecode"):
        return
    raw = stream.read_raw_bytes()
    for name in names[:-1]:
        if name not in ("/FlateDecode", "/Fl"):
            raise ValueError("A photograph in an envelope that is not opened here.")
        raw = zlib.decompress(raw)
    cleared = _without_segments(raw) if names[-1] == "/DCTDecode" else _without_boxes(raw)
    parameters = stream.get("/DecodeParms")
    if isinstance(parameters, pikepdf.Array):
        parameters = parameters[-1] if len(parameters) else None
    stream.write(cleared, filter=pikepdf.Name(names[-1]), decode_parms=parameters)


def _without_segments(jpeg: bytes) -> bytes:
    """A JPEG without comments and application segments, but for Adobe's, which says what its colours mean."""
    kept, at = bytearray(jpeg[:2]), 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker == 0xDA:  # the picture itself begins
            break
        if marker not in (*range(0xE0, 0xEE), 0xEF, 0xFE):
            kept += jpeg[at : at + 2 + length]
        at += 2 + length
    end = jpeg.rfind(b"\xff\xd9")
    return bytes(kept + jpeg[at : end + 2 if end > at else len(jpeg)])


def _without_boxes(jp2: bytes) -> bytes:
    """A JPEG 2000 without the boxes that hold words."""
    if jp2[4:8] != b"jP  ":
        return jp2  # the bare picture
    kept, at = bytearray(), 0
    while at + 8 <= len(jp2):
        length = int.from_bytes(jp2[at : at + 4], "big")
        if length == 1:
            length = int.from_bytes(jp2[at + 8 : at + 16], "big")
        length = length or len(jp2) - at
        if jp2[at + 4 : at + 8] not in (b"xml ", b"uuid", b"uinf", b"jp2i"):
            kept += jp2[at : at + length]
        at += max(length, 8)
    return bytes(kept)


# --- as a program ----------------------------------------------------------------------------------------------------


def main() -> None:
    """stripping.py KIND: content on standard input, the stripped copy on standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # nothing reaches a disk
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(strip(sys.argv[1], sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
