"""Addresses of knowledge."""

from django.urls import path

from tongzhou.knowledge import views

urlpatterns = [path("search", views.search, name="search")]
