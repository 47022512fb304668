"""Asking ClamAV: a file goes over the wire in pieces (INSTREAM), a verdict comes back. Fails closed.

Where CLAMD_URL is not set nothing is asked, and the file opens with a warning that is recorded (rulings.md 15). Only a
plain "OK" is clean; silence, an error or anything unknown keeps the file shut until a later scan.
"""

import socket
import struct
from urllib.parse import urlsplit

import structlog
from django.conf import settings

from incidents.models import Evidence

PIECE = 64 * 1024
#: Seconds to connect, and for each answer; a worker's task has sixty in all.
PATIENCE = 5
PATIENCE_WITH_VERDICT = 20
_LONGEST_ANSWER = 4096

log = structlog.get_logger(__name__)


def verdict(content: bytes) -> str:
    """A code of Evidence.Scan; never raises for what the scanner does."""
    if not settings.CLAMD_URL:
        return Evidence.Scan.NOT_SCANNED
    try:
        answer = _ask(content)
    except OSError as error:
        log.warning("scanner away", error=type(error).__name__)
        return Evidence.Scan.ERROR
    if answer == b"stream: OK":
        return Evidence.Scan.CLEAN
    return (
        Evidence.Scan.INFECTED if answer.startswith(b"stream: ") and answer.endswith(b" FOUND") else Evidence.Scan.ERROR
    )


def _ask(content: bytes) -> bytes:
    with _connected() as scanner:
        scanner.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            scanner.sendall(struct.pack("!L", len(piece)) + piece)
        scanner.sendall(struct.pack("!L", 0))
        scanner.settimeout(PATIENCE_WITH_VERDICT)
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
            part = scanner.recv(_LONGEST_ANSWER)
            if not part:
                break
            answer += part
    # An answer that was cut off is none.
    return answer.removesuffix(b"\0") if answer.endswith(b"\0") else b""


def _connected() -> socket.socket:
    where = urlsplit(settings.CLAMD_URL)
    if where.scheme == "unix":
        scanner = socket.socket(socket.AF_UNIX)
        scanner.settimeout(PATIENCE)
        scanner.connect(where.path)
        return scanner
    return socket.create_connection((where.hostname or "localhost", where.port or 3310), PATIENCE)
