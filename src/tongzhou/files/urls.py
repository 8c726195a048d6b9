"""Addresses of stored files."""

from django.urls import path

from tongzhou.files import views

urlpatterns = [
    path("files/<uuid:stored_file>", views.stored_file, name="file"),
    path("files/<uuid:stored_file>/preview", views.preview, name="file-preview"),
]
