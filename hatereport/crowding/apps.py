"""Crowding as an application, so that `{% load crowding %}` finds its tag."""

from django.apps import AppConfig


class CrowdingConfig(AppConfig):
    name = "hatereport.crowding"
    label = "crowding"
