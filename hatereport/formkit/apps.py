"""Formkit as an application, so that `{% load formkit %}` finds its tags."""

from django.apps import AppConfig


class FormkitConfig(AppConfig):
    name = "hatereport.formkit"
    label = "formkit"
