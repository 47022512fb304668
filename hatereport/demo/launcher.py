"""`make demo`: engines, migrations, the demo's stories, web, worker and beat, until Ctrl-C.

Everything it starts dies with it. Each step says what it does; each failure says in one sentence
what to do. With DATABASE_URL and BROKER_URL set, those are used and no engine is started.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

from hatereport.demo import schema_stamp, surroundings
from hatereport.demo.crew import Crew, CrewFailed
from hatereport.embedded import EngineFailed, Engines, FolderInUse, die_with_parent, environment_of_running
from hatereport.embedded.server import LOOPBACK, port_taken

TREE = Path(__file__).resolve().parents[2]


class CannotStart(Exception):
    """Something is in the way; the message tells the person what to do about it."""


class StopRequested(Exception):
    """Ctrl-C, a closed terminal or a polite kill."""


def main() -> int:
    """Run the demo until it is stopped; the exit code of the process."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _request_stop)
    if "MAKELEVEL" in os.environ:
        die_with_parent()  # killing `make` must not leave a demo that nobody sees
    try:
        with ExitStack() as cleanup:
            _run(surroundings.folder(), _port(), cleanup)
    except StopRequested:
        say("Stopped. `make demo` carries on with the same data.")
        return 0
    except (CannotStart, CrewFailed, EngineFailed, FolderInUse) as problem:
        print(f"\nThe demo cannot run: {problem}", file=sys.stderr)
        return 1
    return 0


def _run(folder: Path, port: int, cleanup: ExitStack) -> None:
    began = time.monotonic()
    if port_taken(port):
        raise CannotStart(f"port {port} is taken. Stop what listens there, or run `make demo PORT={port + 1}`.")
    engines = None
    if _own_engines():
        addresses = {name: os.environ[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "BROKER_URL")}
        say("Using the database and the broker of DATABASE_URL and BROKER_URL")
    else:
        make_room(folder)
        say("Starting PostgreSQL and Valkey")
        engines = Engines(folder)
        cleanup.callback(engines.stop)
        addresses = engines.start().environment()
    environment = dict(os.environ) | surroundings.settings_of(folder) | addresses
    environment |= {"PORT": str(port), "HOST": LOOPBACK, "DJANGO_SETTINGS_MODULE": "hatereport.settings"}

    say("Bringing the tables up to date")
    _manage(environment, "migrate", "--database", "owner", "--verbosity", "0")
    if not schema_stamp.loaded(folder):
        say("Loading the demo's people and cases (once)")
        _manage(environment, "load_demo")
        schema_stamp.stamp(folder)

    say("Starting web, worker and beat")
    # Who migrates owns the tables; the processes that meet the public must not be able to (rulings.md 3).
    crew = Crew(folder, {name: value for name, value in environment.items() if name != "DATABASE_OWNER_URL"}, TREE)
    cleanup.callback(crew.stop)
    crew.start()
    url = f"http://{LOOPBACK}:{port}"
    crew.wait_until_ready(url)
    _welcome(url, time.monotonic() - began)
    _keep_running(crew, engines)


def _keep_running(crew: Crew, engines: Engines | None) -> None:
    while True:
        time.sleep(1)
        for server in (engines.postgresql, engines.valkey) if engines else ():
            if not server.alive:
                say(f"{server.name} stopped: starting it again, nothing committed is lost")
                server.start()
        for member in crew.replace_the_fallen():
            say(f"The {member.name} process stopped: started it again (its log: {member.log})")


def _own_engines() -> bool:
    """Whether the environment names the engines; both or none, and the owner's way in with them."""
    named = [name for name in ("DATABASE_URL", "BROKER_URL") if os.environ.get(name)]
    if len(named) == 1:
        missing = {"DATABASE_URL", "BROKER_URL"}.difference(named).pop()
        raise CannotStart(f"{named[0]} is set and {missing} is not. Set both, or neither.")
    if named and not os.environ.get("DATABASE_OWNER_URL"):
        raise CannotStart("DATABASE_URL is set: set DATABASE_OWNER_URL too, the tables are made through it.")
    return bool(named)


def make_room(folder: Path) -> None:
    """Set a folder aside that no longer fits; drop one whose first load was cut short."""
    if not folder.exists():
        return
    if environment_of_running(folder) is not None:
        raise CannotStart(f"it runs already in {folder}. Stop that one, or choose another DEMO_DIR.")
    if not schema_stamp.fits(folder):
        aside = schema_stamp.set_aside(folder)
        say(f"The tables have changed since this demo was made: its folder is now {aside}, and a new one is made")
    elif not schema_stamp.loaded(folder) and (folder / "postgresql").exists():
        say("The last start was stopped while loading: beginning again")
        for name in ("postgresql", "valkey"):
            shutil.rmtree(folder / name, ignore_errors=True)


def _manage(environment: Mapping[str, str], *command: str) -> None:
    result = subprocess.run([sys.executable, "manage.py", *command], env=dict(environment), cwd=TREE)
    if result.returncode:
        raise CannotStart(f"`manage.py {command[0]}` failed; what it says above tells why.")


def _welcome(url: str, seconds: float) -> None:
    print(
        f"\nReady: {url}\n\n"
        f"  Report something      {url}/\n"
        f"  Sign in               {url}/accounts/login/   password: demo\n"
        "                        control.room@cumbria.example, local.focus@cumbria.example,\n"
        "                        local.inspector@cumbria.example, officer@cumbria.example,\n"
        "                        hate.crime.sergeant@cumbria.example, hate.crime.inspector@cumbria.example;\n"
        "                        the same at leicestershire.example, and all others in the README\n\n"
        f"Started in {seconds:.0f} s. Everyone and everything in it is invented. Ctrl-C stops it.\n",
        flush=True,
    )


def _port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 1024 <= int(text) <= 65535:
        raise SystemExit(f"PORT={text} is no port: choose a number from 1024 to 65535.")
    return int(text)


def _request_stop(_number: int, _frame: FrameType | None) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # once is enough: the second must not cut the cleaning up short
    os.write(sys.stdout.fileno(), "\n── Stopping\n".encode())  # not print(): it may be what was interrupted
    raise StopRequested


def say(step: str) -> None:
    print(f"── {step}", flush=True)
