"""Addresses of the desk and of a partner's referrals."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
