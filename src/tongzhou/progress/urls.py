"""Addresses of the weekly rhythm."""

from django.urls import path

from tongzhou.progress import views

urlpatterns = [
    path("collaborations/<uuid:collaboration>/progress", views.progress, name="progress"),
    path("tasks/<uuid:task>/check-in", views.check_in, name="check_in"),
    path("tasks/<uuid:task>/check-ins", views.check_ins, name="check-ins"),
    path("tasks/<uuid:task>/risk-notices", views.risk_notices, name="risk-notices"),
    path("risk-notices/<uuid:risk_notice>", views.risk_notice, name="risk_notice"),
    path(
        "risk-notices/<uuid:risk_notice>/acknowledgements",
        views.acknowledgements,
        name="acknowledgements",
    ),
    path("risk-notices/<uuid:risk_notice>/settlements", views.settlements, name="settlements"),
]
