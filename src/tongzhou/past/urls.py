"""Addresses of past collaborations."""

from django.urls import path

from tongzhou.past import views

urlpatterns = [path("past/<uuid:past_case>", views.past_case, name="past-case")]
