"""The app that holds envelopes and the check rows of keys."""

from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "hatereport.sealing"
    label = "sealing"
