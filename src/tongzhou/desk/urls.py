"""Addresses of the pages that span the rooms."""

from django.urls import path

from tongzhou.desk import views

urlpatterns = [
    path("", views.today, name="today"),
    path("desk", views.desk, name="desk"),
    path("palette", views.palette, name="palette"),
    path("keys", views.keys, name="keys"),
    path("departments/<uuid:department>/desk", views.department_desk, name="department-desk"),
    path("collaborations/<uuid:collaboration>", views.collaboration, name="collaboration"),
    path("collaborations/<uuid:collaboration>/timeline", views.timeline, name="timeline"),
]
