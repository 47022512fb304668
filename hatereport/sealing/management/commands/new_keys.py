"""Print a set of new keys for the environment. Nothing is stored."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hatereport.sealing.fresh_keys import fresh_keys


class Command(BaseCommand):
    help = "Prints new keys as lines for the environment. Keep them apart from backups of the database, and keep them."
    requires_system_checks: list[str] = []  # there are no settings to check before there are keys

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--version-number", type=int, default=1, help="Number of the keys; one more than those in use."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for setting, value in fresh_keys(options["version_number"]).items():
            self.stdout.write(f"{setting}={value}")
