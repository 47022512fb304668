"""Print a set of new keys for the environment. Nothing is stored."""

import base64
import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hatereport.sealing.keys import KEY_BYTES, KEY_KINDS


class Command(BaseCommand):
    help = "Prints new keys as lines for the environment. Keep them apart from backups of the database, and keep them."
    requires_system_checks: list[str] = []  # there are no settings to check before there are keys

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--version-number", type=int, default=1, help="Number of the keys; one more than those in use.")

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["version_number"]
        if number == 1:
            self.stdout.write(f"SECRET_KEY={secrets.token_urlsafe(50)}")
        for kind in KEY_KINDS:
            key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
            if kind.versioned:
                self.stdout.write(f"{kind.setting}={number}:{key}")
            elif number == 1:
                self.stdout.write(f"{kind.setting}={key}")
