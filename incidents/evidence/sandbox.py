"""Runs stripping.py apart: a child process that has no keys, no settings, no environment and little time.

A file that breaks a decoder there gets what that child has, which is the file it came in.
"""

import subprocess
import sys
from pathlib import Path

_PROGRAM = Path(__file__).with_name("stripping.py")
#: Seconds; the child's own limit of computing time is shorter.
PATIENCE = 25


class NotStripped(Exception):
    """The file could not be read, or took more time or memory than it is given."""


def strip(kind: str, content: bytes) -> bytes:
    """The stripped copy. Raises NotStripped."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_PROGRAM), kind],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a decoder's complaint may quote the file
            env={},
            timeout=PATIENCE,
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        raise NotStripped(NotStripped.__doc__) from None
    if not done.stdout:
        raise NotStripped(NotStripped.__doc__)
    return done.stdout
