"""A backup, taken as the README says, put back into a fresh house: with the same keys everything is there, with others
nothing starts.
"""

import base64
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import DatabaseError, connection

from hatereport.demo.crew import CrewFailed
from hatereport.embedded.account import account
from hatereport.embedded.postgresql import programs
from hatereport.outbox.models import Notice
from incidents.sending import send_answers
from tests.databases import clone, drop, named, pointed_at
from tests.faults import lasting
from tests.faults.lasting import Lasting
from tests.running_house import House
from tests.triage.chain import ANSWERS
from triage.models import Case

RESTORED = "test_restored"
README = (Path(__file__).resolve().parents[2] / "README.md").read_text()


@pytest.fixture(scope="module")
def backup(template: str, test_folder: Path, django_db_blocker: Any) -> Iterator[tuple[Path, Lasting]]:
    """A house that ran, was backed up while one report was not yet routed, and is gone."""
    folder = test_folder / "backup"
    with (
        django_db_blocker.unblock(),
        House(test_folder, template, own_broker=True) as house,
        pointed_at(house.database, house.broker_url),
    ):
        kept = lasting.told(house)
        anchored = house.manage("shell", "-c", "from hatereport.audit import anchors; anchors.anchor()")
        assert anchored.returncode == 0, anchored.stderr
        house.crew.stop()
        send_answers(ANSWERS)
        folder.mkdir()
        postgres("pg_dump", house.database, "--format=custom", f"--file={folder / 'database'}")
        shutil.copytree(house.media, folder / "media")
        shutil.copytree(house.folder / "anchors", folder / "anchors")
    yield folder, kept
    shutil.rmtree(folder)


@pytest.fixture
def restored(backup: tuple[Path, Lasting], test_folder: Path, django_db_blocker: Any) -> Iterator[House]:
    """Not yet started."""
    folder, _kept = backup
    with django_db_blocker.unblock():
        clone("template1", RESTORED)
        try:
            postgres("pg_restore", RESTORED, "--exit-on-error", "--single-transaction", str(folder / "database"))
            house = House(test_folder, RESTORED, own_broker=True)
            shutil.copytree(folder / "media", house.media)
            shutil.copytree(folder / "anchors", house.folder / "anchors")
            with pointed_at(house.database):
                yield house
        finally:
            drop(RESTORED)


def postgres(program: str, database: str, *options: str) -> None:
    """One of PostgreSQL's own programs, as the owner of the tables, who may do no more than a deployment's."""
    owner = urlsplit(named(os.environ["DATABASE_OWNER_URL"], database))
    environment = {
        "PGHOST": str(owner.hostname),
        "PGPORT": str(owner.port),
        "PGUSER": str(owner.username),
        "PGPASSWORD": str(owner.password),
    }
    command = [str(programs(account()) / program), f"--dbname={database}", *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def test_everything_is_there_again(restored: House, backup: tuple[Path, Lasting]) -> None:
    _folder, kept = backup
    with restored as house, pointed_at(house.database, house.broker_url):
        migrated = house.manage("migrate", "--database", "owner", "--verbosity", "0")
        assert migrated.returncode == 0, migrated.stderr
        proved = house.manage("verify_audit")
        assert proved.returncode == 0, proved.stdout + proved.stderr

        assert lasting.draft_goes_on(house, kept)
        assert lasting.is_signed_in(house, kept)
        lasting.opens(house, kept)
        lasting.until(lambda: not Notice.objects.filter(done_at=None).exists() and Case.objects.count() == 2, house)

        with pytest.raises(DatabaseError, match="permission denied"), connection.cursor() as cursor:
            cursor.execute("DELETE FROM incidents_report")


@pytest.mark.parametrize("setting", ["SEALING_KEYS", "BLIND_KEYS", "PEPPERS", "AUDIT_KEY"])
def test_with_other_keys_nothing_starts(restored: House, setting: str) -> None:
    restored.settings = {setting: "1:" + base64.b64encode(b"another key".ljust(32)).decode()}

    with pytest.raises(CrewFailed, match=f"HINT|{setting}"), restored:
        raise AssertionError("it started")


def test_the_readme_names_every_part_of_a_backup() -> None:
    road = README.split("### Backups")[1].split("\n## ")[0]

    for part in ("pg_dump", "pg_restore", "MEDIA_ROOT", "AUDIT_ANCHOR_DIR", "SEALING_KEYS", "verify_audit"):
        assert part in road, part
