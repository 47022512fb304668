"""The app that holds the log."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "hatereport.audit"
    label = "audit"
