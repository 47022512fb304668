"""Files people of the tests send: pictures, PDFs, recordings, each with a canary in every place that can hide one."""

import io
import uuid
from functools import cache
from typing import Any

import pikepdf
from PIL import Image, ImageCms, PngImagePlugin
from pillow_heif import register_heif_opener

from incidents.evidence import making_safe, taking
from incidents.models import Evidence, Report, ReturnVisit

#: Stands for the place where the picture was taken.
CANARY = "CANARY54N2W7391"
BYTES = CANARY.encode()

register_heif_opener()


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), **details: Any) -> bytes:
    """A red picture."""
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, form, **details)
    return out.getvalue()


@cache  # a colour profile holds the moment it was made
def telling(form: str) -> bytes:
    """A picture, lying on its side, that says where it was taken in every way its format knows."""
    details: dict[str, Any] = {}
    if form in ("JPEG", "PNG", "WEBP", "HEIF"):
        details["exif"] = _exif() if form != "HEIF" else _exif().tobytes()
    if form in ("JPEG", "PNG", "WEBP"):
        details["icc_profile"] = _profile()
    if form in ("JPEG", "WEBP", "HEIF"):
        details["xmp"] = f"<x:xmpmeta><exif:GPSLatitude>{CANARY}</exif:GPSLatitude></x:xmpmeta>".encode()
    if form in ("JPEG", "GIF"):
        details["comment"] = BYTES
    if form == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", CANARY)
        text.add_itxt("XML:com.adobe.xmp", CANARY)
        text.add_text("Location", CANARY, zip=True)
        details["pnginfo"] = text
    return picture(form, **details) + BYTES


def pdf() -> bytes:
    """A page with a photograph, a note, a link, a script, and a file inside."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(200, 200))
        page = document.pages[0]
        document.docinfo["/Author"] = CANARY
        with document.open_metadata() as xmp:
            xmp["dc:creator"] = [CANARY]
        document.attachments["inside.txt"] = BYTES
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=CANARY)
        document.Root.AA = pikepdf.Dictionary(WC=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=CANARY))
        script = document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=CANARY))
        document.Root.Names.JavaScript = pikepdf.Dictionary(Names=pikepdf.Array(["run", script]))
        image = document.make_stream(telling("JPEG"))
        image.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=60,
            Height=40,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
            PieceInfo=pikepdf.Dictionary(Maker=CANARY),
        )
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
        page.obj.Contents = document.make_stream(b"q 60 0 0 40 0 0 cm /Im0 Do Q")
        link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"https://example.org/{CANARY}")
        rect = pikepdf.Array([0, 0, 10, 10])
        page.obj.Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=rect, A=link),
                document.make_indirect(pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=rect, T=CANARY, M=CANARY)),
            ]
        )
        page.obj.PieceInfo = pikepdf.Dictionary(Maker=CANARY)
        document.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def recording() -> bytes:
    """A voice recording as phones make it, with its place."""
    return b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42" + b"\0\0\0\x20udta" + BYTES + bytes(200)


def visit_to(report: Report) -> ReturnVisit:
    """A sitting behind the code of this report, not stored."""
    return ReturnVisit(report=report, party=report.parties.select_related("contact").get(is_filer=True))


def evidence_of(report: Report, name: str = "IMG_1.jpg", content: bytes = b"", *, keep: bool = True) -> Evidence:
    """A file of this report, taken and made safe."""
    key = uuid.uuid4()
    content = content or telling("JPEG")
    taking.take(visit_to(report), name, content, len(content), keep_original=keep, submission_key=key)
    evidence = Evidence.objects.get(submission_key=key)
    making_safe.make_safe(evidence.pk)
    return Evidence.objects.select_related("content").get(pk=evidence.pk)


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = exif[0x0110] = CANARY
    exif[0x0112] = 6
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[0x1D] = "N", (54.0, 53.0, 41.0), CANARY
    return exif


def _profile() -> bytes:
    """A colour profile that names its device."""
    whole = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    return bytes(whole) + BYTES
