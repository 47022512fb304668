"""Whether a server of the house, or a child of one, still lives on a folder: it holds the folder's lock while it does."""

import fcntl
import os
from pathlib import Path


def in_use(folder: Path) -> bool:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)
