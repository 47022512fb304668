"""Which files are taken: a short list, judged by the first bytes and by the name; both must agree.

What a file is called afterwards comes from its content alone. Pictures may carry the name of another picture, as
messengers and cameras often save them; a program, a page or a document never passes as a picture, nor one as a text.
Own signatures and no library of them: the ones tried (puremagic 1.30) miss phones' recordings and half the HEIC brands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Enough of a file to know it by; a text is looked at whole.
HEAD = 64


class Treatment(StrEnum):
    """What is done to hidden details; a name and a content must belong to the same one."""

    PICTURE = "picture"
    PDF = "pdf"
    TEXT = "text"
    #: Sound and video: kept as they are, and said so.
    AS_IT_IS = "as_it_is"


@dataclass(frozen=True)
class FileKind:
    code: str
    label: Promise
    treatment: Treatment
    extensions: tuple[str, ...]
    #: What the file is called when it is handed out.
    extension: str
    signature: bytes


class NotTaken(ValueError):
    """This file is not of a kind that is taken."""


_HEIC = rb"(?:heic|heix|heim|heis|hevc|hevx|mif1|msf1)"
_PICTURE, _SOUND, _VIDEO = _("Picture"), _("Sound"), _("Video")
_AS_IT_IS = Treatment.AS_IT_IS

# fmt: off  (a table: one line a kind; the signatures are those of the formats' own specifications)
KINDS: tuple[FileKind, ...] = (
    FileKind("jpeg", _PICTURE, Treatment.PICTURE, ("jpg", "jpeg", "jpe", "jfif"), "jpg", rb"\xff\xd8\xff"),
    FileKind("png", _PICTURE, Treatment.PICTURE, ("png",), "png", rb"\x89PNG\r\n\x1a\n"),
    FileKind("webp", _PICTURE, Treatment.PICTURE, ("webp",), "webp", rb"RIFF.{4}WEBP"),
    FileKind("gif", _PICTURE, Treatment.PICTURE, ("gif",), "gif", rb"GIF8[79]a"),
    # Handed out as JPEG: few desks can open HEIC.
    FileKind("heic", _PICTURE, Treatment.PICTURE, ("heic", "heif", "hif"), "jpg", rb".{4}ftyp" + _HEIC),
    FileKind("pdf", _("PDF document"), Treatment.PDF, ("pdf",), "pdf", rb"\s{0,8}%PDF-[12]\.\d"),
    FileKind(
        "mp4", _VIDEO, _AS_IT_IS, ("mp4", "m4v"), "mp4", rb".{4}ftyp(?:iso[m2-9]|mp4[12v]|avc1|M4V[ HP]|MSNV|dash)"
    ),
    FileKind("mov", _VIDEO, _AS_IT_IS, ("mov", "qt"), "mov", rb".{4}(?:ftypqt  |moov|mdat|wide)"),
    FileKind("3gp", _VIDEO, _AS_IT_IS, ("3gp", "3gpp", "3g2"), "3gp", rb".{4}ftyp3g[p2]"),
    FileKind("m4a", _SOUND, _AS_IT_IS, ("m4a", "m4b"), "m4a", rb".{4}ftypM4[AB] "),
    FileKind("webm", _VIDEO, _AS_IT_IS, ("webm", "mkv"), "webm", rb"\x1aE\xdf\xa3"),
    FileKind("avi", _VIDEO, _AS_IT_IS, ("avi",), "avi", rb"RIFF.{4}AVI "),
    FileKind("ogg", _SOUND, _AS_IT_IS, ("ogg", "oga", "opus", "ogv"), "ogg", rb"OggS"),
    FileKind("wav", _SOUND, _AS_IT_IS, ("wav",), "wav", rb"RIFF.{4}WAVE"),
    FileKind("flac", _SOUND, _AS_IT_IS, ("flac",), "flac", rb"fLaC"),
    FileKind("amr", _SOUND, _AS_IT_IS, ("amr",), "amr", rb"#!AMR"),
    FileKind("mp3", _SOUND, _AS_IT_IS, ("mp3", "mpga"), "mp3", rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]"),
    FileKind("aac", _SOUND, _AS_IT_IS, ("aac",), "aac", rb"\xff[\xf0\xf1\xf8\xf9]"),
    # Known by what it is not, so it comes last.
    FileKind("text", _("Text"), Treatment.TEXT, ("txt", "text"), "txt", rb"(?!)"),
)
# fmt: on
BY_CODE = {kind.code: kind for kind in KINDS}
_TREATMENT_OF = {extension: kind.treatment for kind in KINDS for extension in kind.extensions}
#: What a browser offers to choose from: names, since browsers disagree on types.
ACCEPTED = ",".join(f".{extension}" for extension in _TREATMENT_OF)

#: No text holds these; line ends, tabs and the form feeds of old printers it may.
_NO_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
#: Looks like text and is a page, a script or a drawing that a browser or a shell would run.
_RUNS = re.compile(rb"\s*(?:<[!?a-z]|#!|@echo|%!PS)", re.IGNORECASE)


def kind_of(name: str, content: bytes) -> FileKind:
    """The kind of this file. Raises NotTaken, whatever of the two is wrong."""
    treatment = _TREATMENT_OF.get(PurePosixPath(name.strip()).suffix.lstrip(".").lower())
    for kind in _kinds_by_content(content):
        if kind.treatment == treatment:
            return kind
        break
    raise NotTaken


def _kinds_by_content(content: bytes) -> Iterator[FileKind]:
    head = content[:HEAD].removeprefix(b"\xef\xbb\xbf")
    yield from (kind for kind in KINDS if re.match(kind.signature, head, re.DOTALL))
    if _is_text(content):
        yield BY_CODE["text"]


def _is_text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            content = content.decode("utf-16").encode()
        except UnicodeError:
            return False
    return not (_NO_TEXT.search(content) or _RUNS.match(content.removeprefix(b"\xef\xbb\xbf")))
