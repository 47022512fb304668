"""The app that holds the outbox."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    name = "hatereport.outbox"
    label = "outbox"

    def ready(self) -> None:
        autodiscover_modules("tasks")  # where the consumers of the apps are
