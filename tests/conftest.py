"""Real engines for the tests: one PostgreSQL and one Valkey a run, one database a worker, made from one template.

The environment is set here, before Django reads its settings. Tests that touch no database do not wait for one: the
template is migrated and filled when the first test asks. `db` is pytest-django's: the application's role, rolled back.
`house` runs web, worker and beat against a database of its own (tests/running_house.py).
"""

import base64
import fcntl
import gc
import itertools
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from hatereport.embedded import Engines
from hatereport.embedded.postgresql import SUPERUSER
from hatereport.languages.catalogues import compile_all
from tests.databases import SUPERUSER_URL, TEMPLATE, clone, drop, empty_again, named, pointed_at
from tests.running_house import House
from tests.window import chromium

ENGINES = pytest.StashKey[Engines]()
FOLDER = "HATEREPORT_TEST_FOLDER"

_numbers = itertools.count(1)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if settings.configured:
        pytest.exit("DJANGO_SETTINGS_MODULE is set: unset it, the tests make their own settings.", returncode=2)
    worker = getattr(config, "workerinput", {}).get("workerid", "main")
    if worker == "main":
        folder = Path(tempfile.mkdtemp(prefix="hatereport-tests-"))
        os.environ[FOLDER] = str(folder)
        engines = config.stash[ENGINES] = Engines(folder / "engines", fsync=False)
        os.environ.update(_settings(folder) | engines.start().environment())
        os.environ[SUPERUSER_URL] = engines.postgresql.url(SUPERUSER)
    database = f"test_{worker}"
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", SUPERUSER_URL):
        os.environ[name] = named(os.environ[name], database)
    os.environ["DJANGO_SETTINGS_MODULE"] = "hatereport.settings"
    # Playwright drives the browser by an event loop in this thread; Django would take every query for one inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    settings.TESTING = True
    if worker == "main":
        compile_all()
    # Pages are tested as they are written; the hashed names of built files are the running house's business.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart() -> None:
    """Workers of pytest-xdist would inherit this and read the settings before they are made."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: looking through it for rubbish again and again takes an eighth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def pytest_unconfigure(config: pytest.Config) -> None:
    engines = config.stash.get(ENGINES, None)
    if engines is not None:
        engines.stop()
        shutil.rmtree(os.environ[FOLDER], ignore_errors=True)


def _settings(folder: Path) -> dict[str, str]:
    keys = ("SEALING_KEYS", "BLIND_KEYS", "PEPPERS", "AUDIT_KEY")
    return {name: "1:" + base64.b64encode(name[:1].encode() * 32).decode() for name in keys} | {
        "DEMO": "1",
        "SECRET_KEY": "a key for tests, and long enough for every check of its length",
        "MEDIA_ROOT": str(folder / "media"),
        "AUDIT_ANCHOR_DIR": str(folder / "anchors"),
        "EMAIL_URL": "memorymail://",
    }


@pytest.fixture(scope="session")
def test_folder() -> Path:
    """Where this run keeps its files; it goes with the run."""
    return Path(os.environ[FOLDER])


@pytest.fixture(scope="session")
def template(test_folder: Path, django_db_blocker: Any) -> str:
    """The name of a migrated and filled database; made by whichever worker asks first."""
    with (test_folder / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = test_folder / "template.made"
        if not made.exists():
            # Imported late: this file is read before Django may load models.
            from partners import reference  # noqa: PLC0415
            from tests import cast  # noqa: PLC0415

            with django_db_blocker.unblock():
                clone("template1", TEMPLATE)
                with pointed_at(TEMPLATE):
                    call_command("migrate", database="owner", verbosity=0)
                    reference.load()
                    cast.forces_at_work()
            made.touch()
    return TEMPLATE


@pytest.fixture(scope="session")
def django_db_setup(template: str, django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """This worker's own database, under the name the settings already carry."""
    database = connections["default"].settings_dict["NAME"]
    with django_db_blocker.unblock():
        clone(template, database)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        drop(database)


@pytest.fixture
def own_database(template: str, django_db_blocker: Any) -> Iterator[str]:
    """A database for one test that must commit: still as the application's role. Its name."""
    name = f"test_own_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{next(_numbers)}"
    with django_db_blocker.unblock():
        clone(template, name)
        try:
            with pointed_at(name):
                yield name
        finally:
            drop(name)


@pytest.fixture
def superuser(own_database: str) -> Iterator[Any]:
    """A cursor of somebody who may do anything to `own_database`, triggers switched off; commits at once."""
    connection = psycopg2.connect(named(os.environ[SUPERUSER_URL], own_database))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield cursor
    connection.close()


@pytest.fixture(autouse=True)
def anchors_of_this_test(tmp_path: Path, settings: Any) -> None:
    """Anchors tell of one database; the next test has another."""
    settings.AUDIT_ANCHOR_DIR = tmp_path / "anchors"


@pytest.fixture(autouse=True)
def blank_pages_of_this_test() -> Iterator[None]:
    """Pages kept from one test must not be shown in the next, whose settings may differ."""
    yield
    if "incidents.views.blank_pages" in sys.modules:
        sys.modules["incidents.views.blank_pages"].forget()


@pytest.fixture(autouse=True)
def doors_of_this_test() -> Iterator[None]:
    """No test stands in the line that another one made."""
    yield
    if "hatereport.crowding.doors" in sys.modules:
        sys.modules["hatereport.crowding.doors"].forget()


@pytest.fixture(scope="session")
def standing_house(template: str, test_folder: Path) -> Iterator[House]:
    """One running house for all journeys of this worker."""
    with House(test_folder, template) as house:
        yield house


@pytest.fixture(scope="module")
def empty_house(standing_house: House, template: str) -> House:
    """What one file of stories left, no other meets: a full queue or an old alarm would hide what it looks for."""
    empty_again(standing_house.database, template)
    return standing_house


@pytest.fixture
def house(empty_house: House, django_db_blocker: Any) -> Iterator[House]:
    """The running house, and this test's database connection is its database."""
    with django_db_blocker.unblock(), pointed_at(empty_house.database, empty_house.broker_url):
        yield empty_house


@pytest.fixture
def own_house(template: str, test_folder: Path, django_db_blocker: Any) -> Iterator[House]:
    """A house for one test that breaks things: with a broker of its own, which may be stopped and killed."""
    with (
        django_db_blocker.unblock(),
        House(test_folder, template, own_broker=True) as house,
        pointed_at(house.database, house.broker_url),
    ):
        yield house


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium: the system's, else the one Playwright installed."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (heavy, and most runs of a developer need none)

    with sync_playwright() as playwright:
        started = chromium(playwright)
        yield started
        started.close()
