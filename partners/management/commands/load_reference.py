"""Add the forces, areas, outcodes, teams and organisations that are missing. Run after each migration."""

from typing import Any

from django.core.management.base import BaseCommand

from partners import onboarding, reference


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        reference.load()
        self.stdout.write("Reference data are up to date.")
        if missing := onboarding.nobody_live():
            self.stdout.write(missing)
