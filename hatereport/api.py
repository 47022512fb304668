"""The API's addresses: the same acts as the desk, for other police systems."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
