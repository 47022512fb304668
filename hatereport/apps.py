"""Where the roof is put on: what must be in place once every app is loaded."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HateReportConfig(AppConfig):
    name = "hatereport"

    def ready(self) -> None:
        import_module("hatereport.celery")  # the application that shared tasks belong to
        import_module("hatereport.checks")  # registers the checks
        # Not a signal between models: Django offers no other way to follow a migration.
        post_migrate.connect(import_module("hatereport.teeth").after_migrate, dispatch_uid="teeth")
