"""The partners app: the lowest of the three."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = _("Partners and people")
    default_auto_field = "django.db.models.BigAutoField"
