"""A screen's video in sign language, in the pieces a player asks for."""

import re
from collections.abc import Iterator
from typing import IO

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from incidents import signed
from incidents.models import SignedVideo

_PIECE = 64 * 1024
#: One range, as players send it; anything else is answered with the whole.
_RANGE = re.compile(r"bytes=(?=[-\d]{2})(\d{0,15})-(\d{0,15})")


@require_safe
def video(request: HttpRequest, screen: str) -> HttpResponseBase:
    """The file, or the part of it that was asked for (RFC 9110, 14). Its type is that of its checked name."""
    row = get_object_or_404(SignedVideo, pk=screen)
    try:
        opened: IO[bytes] = row.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    size = row.file.size
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    start, end = _part(asked, size) if asked else (0, size)
    if start >= end:
        opened.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    opened.seek(start)
    response = StreamingHttpResponse(_pieces(opened, end - start), content_type=signed.content_type(row))
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Length"] = str(end - start)
    response.headers["Content-Disposition"] = "inline"
    if asked:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response


def _part(asked: re.Match[str], size: int) -> tuple[int, int]:
    """From the first byte to the one after the last; nothing where the part lies outside the file."""
    first, last = asked.groups()
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(int(last) + 1, size) if last else size


def _pieces(opened: IO[bytes], left: int) -> Iterator[bytes]:
    with opened:
        while left > 0 and (piece := opened.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece
