"""Addresses of progress."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
