"""Canaries: words that stand nowhere else, and the search for them in everything a house leaves behind.

A story plants one in every field it meets (`Flock`), and a `Search` looks for them in bytes: as they are, in UTF-16, in
base64 and hexadecimal, and inside whatever is packed or encoded there, three layers deep. All canaries begin alike, so
that one search finds them all; what follows says where one was planted.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes

#: Small letters and figures only: no form, address or e-mail changes them.
WORD = "kanari7qz3vx"
#: For boxes that want a telephone number.
DIGITS = "5830291746"
#: A postcode of Carlisle: its first half is a facet of the report, the whole of it is not.
POSTCODE = "CA1 2ZX"
MARKS = (WORD, DIGITS, POSTCODE, POSTCODE.replace(" ", ""))

_LAYERS = 3
_MOST_UNPACKED = 64 * 1024 * 1024
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){10,}")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{20,}={0,2}")
_ZIP = re.compile(rb"PK\x03\x04.{4}(..).{16}(..)(..)", re.DOTALL)
_GZIP = re.compile(rb"\x1f\x8b\x08")
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")


@dataclass
class Flock:
    """The canaries of one story: each new one carries its number, and `where` says where it went."""

    where: list[str] = field(default_factory=list)

    def word(self, where: str) -> str:
        return f"{WORD}{self._number(where):04}"

    def email(self, where: str) -> str:
        return f"{self.word(where)}@home.example"

    def phone(self, where: str) -> str:
        return f"{DIGITS}{self._number(where):04}"

    def fitting(self, where: str, name: str) -> str:
        """For a box of this name, so that it is taken."""
        if "email" in name:
            return self.email(where)
        if "phone" in name:
            return self.phone(where)
        return self.word(where)

    def planted(self, found: str) -> str:
        """Where the canary in this excerpt was planted."""
        number = re.search(rf"(?:{WORD}|{DIGITS})(\d{{4}})", found, re.IGNORECASE)
        return self.where[int(number[1])] if number and int(number[1]) < len(self.where) else "?"

    def _number(self, where: str) -> int:
        self.where.append(where)
        return len(self.where) - 1


@dataclass(frozen=True)
class Hit:
    """A canary that flew out: where, how it was written, and what stands around it."""

    place: str
    form: str
    excerpt: str

    def __str__(self) -> str:
        return f"{self.place}: {self.form}: {self.excerpt!r}"


class Search:
    """For the marks of all canaries, and for whatever else must be nowhere: return codes, tokens of cookies."""

    def __init__(self, *secrets: str) -> None:
        #: What to look for, each once: many forms of a number are alike.
        self._needles = {
            needle: f"{mark} {form}" for mark in (*MARKS, *secrets) for form, needle in written(mark).items()
        }

    def hits(self, place: str, content: bytes) -> Iterator[Hit]:
        """Each form found in these bytes and in each of their layers, once."""
        for how, layer in _layers(content, _LAYERS):
            for needle, form in self._needles.items():
                at = layer.find(needle)
                if at >= 0:
                    around = layer[max(0, at - 60) : at + len(needle) + 60]
                    yield Hit(place, f"{form}{how}", around.decode("utf-8", "replace"))

    def hits_in_mail(self, place: str, content: bytes) -> Iterator[Hit]:
        """The same for a mail, whose parts may be folded and encoded."""
        yield from self.hits(place, content)
        for part in message_from_bytes(content).walk():
            if isinstance(payload := part.get_payload(decode=True), bytes):
                yield from self.hits(f"{place}, a part of it", payload)


def written(word: str) -> dict[str, bytes]:
    """All the ways in which a word may be written down."""
    forms = {"in capitals": word.upper().encode(), "in small letters": word.lower().encode()}
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        plain = word.encode(encoding)
        forms[f"in {encoding}"] = plain
        forms[f"in {encoding} as hex"] = plain.hex().encode()
        forms[f"in {encoding} as HEX"] = plain.hex().upper().encode()
        for offset in range(3):
            core = _base64_core(plain, offset)
            forms[f"in {encoding} as base64, offset {offset}"] = core
            forms[f"in {encoding} as base64url, offset {offset}"] = core.translate(bytes.maketrans(b"+/", b"-_"))
    return forms


def _base64_core(plain: bytes, offset: int) -> bytes:
    """The signs that are the same whatever stands before and after."""
    encoded = base64.b64encode(bytes(offset) + plain + bytes(3))
    return encoded[-(-offset * 8 // 6) : (offset + len(plain)) * 8 // 6]


def _layers(content: bytes, deep: int, how: str = "") -> Iterator[tuple[str, bytes]]:
    """The bytes, and those inside them: unpacked, and decoded."""
    yield how, content
    if not deep:
        return
    for kind, inner in (*_packed(content), *_encoded(content)):
        yield from _layers(inner, deep - 1, f"{how}, in {kind}")


def _packed(content: bytes) -> Iterator[tuple[str, bytes]]:
    whole = memoryview(content)
    for match in _GZIP.finditer(content):
        yield from _inflated("gzip", whole[match.start() :], 31)
    for match in _ZLIB.finditer(content):
        yield from _inflated("zlib", whole[match.start() :], 15)
    for match in _ZIP.finditer(content):
        if match[1] == b"\x08\x00":
            begins = match.end() + int.from_bytes(match[2], "little") + int.from_bytes(match[3], "little")
            yield from _inflated("zip", whole[begins:], -15)
    yield from _inflated("deflate", whole, -15)


def _inflated(kind: str, packed: memoryview, window: int) -> Iterator[tuple[str, bytes]]:
    """As much as can be unpacked; two bytes by chance are not a stream."""
    unpacker, unpacked = zlib.decompressobj(window), b""
    try:
        for start in range(0, len(packed), 4096):
            unpacked += unpacker.decompress(packed[start : start + 4096], _MOST_UNPACKED)
            if unpacker.eof or len(unpacked) >= _MOST_UNPACKED:
                break
    except zlib.error:
        pass  # what was unpacked before the fault counts
    if len(unpacked) > 8:
        yield kind, unpacked


def _encoded(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Runs of hexadecimal and base64, each on its own: a dump writes every binary value in hex."""
    for run in _HEX.findall(content):
        yield "hex", bytes.fromhex(run.decode())
    for run in _BASE64.findall(content):
        whole = run.rstrip(b"=")
        try:
            yield "base64", base64.b64decode(whole + b"=" * (-len(whole) % 4), altchars=b"-_" if _url(whole) else None)
        except binascii.Error:
            continue  # one sign too many: no base64


def _url(run: bytes) -> bool:
    return b"-" in run or b"_" in run
