"""Do by hand what beat does every few seconds and every minute: deliver what waits, look at the clocks."""

from typing import Any

from django.core.management.base import BaseCommand

from hatereport import outbox
from triage.tasks import sweep_clocks


class Command(BaseCommand):
    help = "Deliver waiting notices and look at every clock whose moment has come, once. Safe at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        delivered = 0
        while found := outbox.sweep():
            delivered += found
        spoke = sweep_clocks()
        self.stdout.write(f"{delivered} notices delivered, {spoke} clocks spoke.")
