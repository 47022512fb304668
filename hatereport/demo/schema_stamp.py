"""Whether the data in a demo folder still fits the code's migrations.

Until the first release the migrations are made anew now and then (house style 21). Data made under
others cannot be carried over: the folder is set aside, whole, and a new one is made. Migrations
that were only added to are simply run.
"""

import hashlib
import json
from datetime import datetime
from pathlib import Path

STAMP = "schema.json"
TREE = Path(__file__).resolve().parents[2]
APPS = ("hatereport", "partners", "incidents", "triage")


def migrations() -> dict[str, str]:
    """Every migration of ours and the digest of its text."""
    files = sorted(path for app in APPS for path in (TREE / app).glob("**/migrations/[0-9]*.py"))
    return {str(path.relative_to(TREE)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def fits(folder: Path) -> bool:
    """False when a migration this folder was made with is gone or reads differently now."""
    return _stamped(folder).items() <= migrations().items()


def loaded(folder: Path) -> bool:
    """Whether the demo's stories were loaded to the end."""
    return (folder / STAMP).exists()


def stamp(folder: Path) -> None:
    """Record what the folder's data were made with; called when loading them has ended well."""
    new = folder / f"{STAMP}.new"
    new.write_text(json.dumps(migrations(), indent=1))
    new.rename(folder / STAMP)


def set_aside(folder: Path) -> Path:
    """Move the folder out of the way, keeping everything in it; says where it is now."""
    aside = folder.with_name(f"{folder.name}-{datetime.now():%Y-%m-%d-%H%M%S}")
    folder.rename(aside)
    return aside


def _stamped(folder: Path) -> dict[str, str]:
    try:
        stamped: dict[str, str] = json.loads((folder / STAMP).read_text())
    except FileNotFoundError:
        return {}
    return stamped
