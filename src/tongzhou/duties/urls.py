"""Addresses of the responsibility register."""

from django.urls import path

from tongzhou.duties import views

urlpatterns = [
    path("duties", views.duties, name="duties"),
    path("duties/new", views.new_duty, name="new-duty"),
    path("duties/<uuid:duty>", views.duty, name="duty"),
    path("duties/<uuid:duty>/edit", views.edit_duty, name="edit-duty"),
    path("duties/<uuid:duty>/claims", views.claims, name="duty-claims"),
    path("duties/<uuid:duty>/releases", views.releases, name="duty-releases"),
    path("duties/<uuid:duty>/decisions", views.decisions, name="duty-decisions"),
    path("duties/<uuid:duty>/retirements", views.retirements, name="duty-retirements"),
]
