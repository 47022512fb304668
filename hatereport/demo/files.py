"""The files that people of the stories add: drawn and written here, so that no picture of anybody is in the house.

A picture says, hidden as a telephone would, when and with what it was taken; the worker's stripping takes that out.
"""

import io

from PIL import Image, ImageDraw

_SIZE = (640, 420)
_WALL, _SHUTTER, _SLAT, _PAINT = "#b9a995", "#7c858c", "#666e74", "#a3231f"
_MAKE, _MODEL, _TAKEN = 0x010F, 0x0110, 0x0132


def made(name: str, shows: str) -> bytes:
    """A JPEG where the name says so, else the words as a text."""
    return _picture(shows) if name.endswith(".jpg") else shows.encode()


def _picture(caption: str) -> bytes:
    """A shop's shutter with paint across it, and one line of words below."""
    picture = Image.new("RGB", _SIZE, _WALL)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((70, 40, 570, 360), fill=_SHUTTER)
    for height in range(60, 360, 20):
        draw.line((70, height, 570, height), fill=_SLAT, width=3)
    draw.line((120, 300, 210, 120, 280, 290, 350, 130, 430, 250), fill=_PAINT, width=16, joint="curve")
    draw.polygon(((420, 215), (510, 300), (395, 290)), fill=_PAINT)
    draw.text((70, 380), caption, fill="black", font_size=18)
    hidden = Image.Exif()
    hidden[_MAKE], hidden[_MODEL], hidden[_TAKEN] = "Invented", "Telephone 1", "2026:01:01 06:04:00"
    out = io.BytesIO()
    picture.save(out, format="JPEG", quality=85, exif=hidden)
    return out.getvalue()
