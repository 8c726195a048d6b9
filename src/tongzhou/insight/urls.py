"""Addresses of insight."""

from django.urls import path

from tongzhou.insight import views

urlpatterns = [
    path("insight", views.together, name="insight"),
    path("insight/answers", views.answers, name="insight-answers"),
    path("insight/waits", views.waits, name="insight-waits"),
    path("insight/plans", views.plans, name="insight-plans"),
    path("insight/rows", views.rows, name="insight-rows"),
    path("insight/tables", views.table, name="insight-table"),
]
