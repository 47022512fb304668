"""Prove the audit log, or say what does not fit."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hatereport.audit import anchors
from hatereport.audit.verification import verify

#: Findings printed; a log that is wrong everywhere is not clearer for a million lines.
SHOWN = 50


class Command(BaseCommand):
    help = "Walks every chain of the audit log and every anchor, and says what was altered, is missing or does not fit."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor", action="store_true", help="Make an anchor first, so that the proof reaches to this moment."
        )
        parser.add_argument(
            "--begin-anchors-again",
            action="store_true",
            help="For an anchor file that is lost: name every chain afresh. What the lost file proved stays unproved.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["begin_anchors_again"]:
            anchors.begin_again()
        if options["anchor"] or options["begin_anchors_again"]:
            anchors.anchor()
        verdict = verify()
        for finding in verdict.findings[:SHOWN]:
            self.stdout.write(f"{finding.chain}: {finding.problem}")
        if len(verdict.findings) > SHOWN:
            self.stdout.write(f"... and {len(verdict.findings) - SHOWN} more.")
        counted = f"{verdict.entries} entries in {verdict.chains} chains"
        if not verdict.sound:
            raise CommandError(f"The log does not prove itself: {len(verdict.findings)} findings, {counted}.")
        self.stdout.write(f"The log proves itself: {counted}.")
        if verdict.proved_until is None:
            self.stdout.write("No anchor was made yet: entries deleted at the end of a chain would not be noticed.")
        else:
            anchored = f"{verdict.proved_until:%d %B %Y, %H:%M:%S %Z}"
            self.stdout.write(f"Deletion at the end of a chain is excluded for all that stood at {anchored}.")
