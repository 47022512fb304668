"""Erase what may not be kept longer. Beat does it every hour; this does it now."""

from typing import Any

from django.core.management.base import BaseCommand

from incidents import expiry


class Command(BaseCommand):
    help = "Erase drafts and visits whose time is up, with their keys, and retire codes that were changed a week ago."

    def handle(self, *args: Any, **options: Any) -> None:
        erased = expiry.erase_expired()
        self.stdout.write(f"Erased {erased.drafts} drafts and {erased.visits} visits, retired {erased.codes} codes.")
