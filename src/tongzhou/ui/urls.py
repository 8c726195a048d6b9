"""Addresses of ui. Language and appearance belong to a person: `org` has their addresses."""

from django.urls import path

from tongzhou.ui import views

urlpatterns = [path("gallery", views.gallery, name="gallery")]
