"""Under which account the servers run, and from where it can read their binaries.

An ordinary user runs them as himself. Root may not (PostgreSQL refuses, and is right), so there they
run as `nobody`. What `nobody` cannot reach is handled without opening anybody's folders: binaries
under a closed home are copied once to /var/cache, and data folders are handed over as open
directories (see data_folder.py).
"""

import os
import pwd
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

UNPRIVILEGED = "nobody"
CACHE = Path("/var/cache/hatereport")


@dataclass(frozen=True)
class Account:
    """The user the servers run as; `switch` is true when that is not who we are."""

    uid: int
    gid: int
    switch: bool

    def popen_options(self) -> dict[str, Any]:
        """What subprocess needs to become this user, giving up all other groups."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}

    def own(self, path: Path) -> None:
        """Give this file or folder, with all in it, to the account."""
        if not self.switch:
            return
        os.chown(path, self.uid, self.gid, follow_symlinks=False)
        if path.is_dir() and not path.is_symlink():
            for child in path.iterdir():
                self.own(child)

    def readable(self, tree: Path, version: str) -> Path:
        """This tree of binaries, or a copy of it that the account can reach."""
        if not self.switch or _open_to_all(tree):
            return tree
        copy = CACHE / version
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            half_done = Path(tempfile.mkdtemp(dir=copy.parent))
            shutil.copytree(tree, half_done, dirs_exist_ok=True, symlinks=True, ignore=_not_needed)
            for path in (half_done, *half_done.rglob("*")):
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
            try:
                half_done.rename(copy)  # one step: a second launcher sees all of it or nothing
            except OSError:
                shutil.rmtree(half_done)
                if not copy.exists():  # else another launcher was quicker
                    raise
        return copy


def account() -> Account:
    """Ourselves, or `nobody` when we are root."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), switch=False)
    entry = pwd.getpwnam(UNPRIVILEGED)
    return Account(entry.pw_uid, entry.pw_gid, switch=True)


def _open_to_all(path: Path) -> bool:
    real = path.resolve()
    everyone = stat.S_IXOTH | stat.S_IROTH
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in real.parents) and (
        real.stat().st_mode & everyone == everyone
    )


def _not_needed(_folder: str, names: list[str]) -> set[str]:
    return {"include", "__pycache__"}.intersection(names)
