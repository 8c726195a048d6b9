"""Addresses of the division table seen as time and as flow."""

from django.urls import path

from tongzhou.schedule.views import gantt

urlpatterns = [
    path("collaborations/<uuid:collaboration>/plan/gantt", gantt.gantt, name="plan-gantt"),
]
