"""The partners app: the lowest of the three."""

from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = _("Partners and people")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from partners.second_factor import set_up_in_this_session  # noqa: PLC0415  (models are not there earlier)

        post_save.connect(set_up_in_this_session, sender="mfa.Authenticator")
