"""Addresses of reminders."""

from django.urls import path

from tongzhou.reminders import views

urlpatterns = [path("balls/<uuid:ball>/prods", views.prods, name="ball-prods")]
