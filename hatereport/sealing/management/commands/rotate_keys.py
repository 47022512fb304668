"""Wrap all envelopes and make all links anew under the newest keys, and retire a key that is needed no more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from hatereport.sealing import rotation
from hatereport.sealing.cipher import SealBroken
from hatereport.sealing.key_uses import renewals
from hatereport.sealing.keys import KeyMissing, keyring

OWNER = "owner"


class Command(BaseCommand):
    help = (
        "Wraps every envelope under the newest of SEALING_KEYS, and makes the fingerprints that link reports anew under "
        "the newest of BLIND_KEYS. Return codes follow as they are used. May be stopped and started again while the "
        "service runs. "
        "With --retire, a version that nothing needs any more may then be taken out of the settings."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--retire", metavar="KIND:VERSION", help="For example sealing:1 or pepper:1.")
        parser.add_argument("--batch", type=int, default=rotation.BATCH, help="Rows a transaction.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["retire"]:
            self._retire(options["retire"])
        else:
            self._rewrap(options["batch"])
            self._renew(options["batch"])

    def _rewrap(self, batch: int) -> None:
        done, in_all = 0, rotation.left()
        try:
            for count in rotation.rewrap_all(batch):
                done += count
                self.stdout.write(f"{done} of {in_all} envelopes wrapped again")
        except (KeyMissing, SealBroken) as error:
            raise CommandError(f"{error} Nothing is lost; {rotation.left()} envelopes are left.") from error
        self.stdout.write(f"{rotation.left()} envelopes left under keys older than {keyring('sealing').newest}.")

    def _renew(self, batch: int) -> None:
        for what, renew in renewals().items():
            try:
                done = sum(renew(batch))
            except (KeyMissing, SealBroken) as error:
                raise CommandError(f"{error} Nothing is lost; start again when it is there.") from error
            self.stdout.write(f"{done} {what} made anew.")

    def _retire(self, which: str) -> None:
        kind, colon, number = which.partition(":")
        if not colon or not number.isdecimal():
            raise CommandError("Write --retire kind:version, for example sealing:1.")
        if OWNER not in connections:
            raise CommandError("Set DATABASE_OWNER_URL: only the owner of the tables may retire a key.")
        try:
            rotation.retire(kind, int(number), OWNER)
        except rotation.CannotRetire as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{which} is retired: take it out of the settings of every process.")
