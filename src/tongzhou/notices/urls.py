"""Addresses of notices."""

from django.urls import path

from tongzhou.notices import views

urlpatterns = [
    path("notices", views.notices, name="notices"),
    path("notice-readings", views.readings, name="notice-readings"),
]
