"""The triage app. What keeps somebody from being let go is asked here too: partners, below, cannot know of cases."""

from django.apps import AppConfig


class TriageConfig(AppConfig):
    name = "triage"
    verbose_name = "Triage"

    def ready(self) -> None:
        from partners.people import KEEPERS  # noqa: PLC0415  (models are not there earlier)
        from triage.leaving.open_work import keeps  # noqa: PLC0415  (nor is what asks of them)

        if keeps not in KEEPERS:
            KEEPERS.append(keeps)
