"""Addresses of the pages that span the rooms."""

from django.urls import path

from tongzhou.desk import views

urlpatterns = [
    path("", views.today, name="today"),
    path("collaborations/<uuid:collaboration>", views.collaboration, name="collaboration"),
    path("collaborations/<uuid:collaboration>/timeline", views.timeline, name="timeline"),
]
