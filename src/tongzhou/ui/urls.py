"""Addresses of ui."""

from django.urls import path

from tongzhou.ui import views

urlpatterns = [
    path("language", views.language, name="language"),
    path("theme", views.theme, name="theme"),
    path("gallery", views.gallery, name="gallery"),
]
