"""The settings the demo runs with: keys made once and kept in its folder, addresses of its engines.

manage.py borrows them, so that `python manage.py verify_audit` beside a running demo looks at the
demo. Whoever sets DATABASE_URL is left alone.
"""

import os
from collections.abc import MutableMapping, Sequence
from pathlib import Path

from hatereport.embedded import environment_of_running
from hatereport.sealing.fresh_keys import fresh_keys

DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / ".demo"
KEYS_FILE = "environment"
#: Commands of manage.py that ask no database, and so work in a fresh clone.
WITHOUT_DATABASE = frozenset(
    {"help", "version", "new_keys", "collectstatic", "findstatic", "makemigrations", "makemessages", "compilemessages"}
    | {"compile_messages", "spectacular", "diffsettings", "startapp"}
)


class NoDatabase(Exception):
    """A command wants a database and none is named or running; the message says what to do."""


def folder() -> Path:
    """DEMO_DIR, or .demo beside manage.py."""
    return Path(os.environ.get("DEMO_DIR") or DEFAULT_FOLDER).absolute()


def settings_of(home: Path) -> dict[str, str]:
    """The demo's settings but for the engines; keys are made at the first call and then kept."""
    path = home / KEYS_FILE
    if not path.exists():
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.writelines(f"{name}={value}\n" for name, value in fresh_keys().items())
        new.rename(path)
    kept = dict(line.split("=", 1) for line in path.read_text().splitlines() if line)
    return kept | {
        "DEMO": "1",
        "MEDIA_ROOT": str(home / "media"),
        "AUDIT_ANCHOR_DIR": str(home / "anchors"),
        "EMAIL_URL": f"filemail://{home / 'mail'}",
    }


def adopt(environment: MutableMapping[str, str], arguments: Sequence[str]) -> None:
    """Give a command of manage.py the running demo's settings. Raises NoDatabase."""
    command = arguments[0] if arguments else "help"
    if "DATABASE_URL" in environment or command.startswith("-"):
        return
    home = folder()
    engines = environment_of_running(home)
    if engines is not None:
        environment.update(settings_of(home) | engines)
    elif command not in WITHOUT_DATABASE and "--help" not in arguments:
        raise NoDatabase(
            f"`{command}` needs a database: start the demo in another terminal with `make demo`, "
            "or set DATABASE_URL and BROKER_URL (README, 'Deploying')."
        )
