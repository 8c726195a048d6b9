"""Addresses of the weekly rhythm."""

from django.urls import path

from tongzhou.progress.views import standups, talks, taps
from tongzhou.progress.views import weeks as views

urlpatterns = [
    path("w/<slug:token>", taps.round_link, name="round-link"),
    path("w/<slug:token>/words", taps.round_link_words, name="round-link-words"),
    path("w/<slug:token>/undos", taps.round_link_undos, name="round-link-undos"),
    path("week", views.week, name="week"),
    path("promises", views.promises, name="promises"),
    path("collaborations/<uuid:collaboration>/stand-up", standups.stand_up, name="stand-up"),
    path("collaborations/<uuid:collaboration>/progress", views.progress, name="progress"),
    path("tasks/<uuid:task>/check-in", views.check_in, name="check_in"),
    path("tasks/<uuid:task>/check-ins", views.check_ins, name="check-ins"),
    path("tasks/<uuid:task>/confidences", views.confidences, name="confidences"),
    path("tasks/<uuid:task>/daily-lines", standups.daily_lines, name="daily-lines"),
    path("tasks/<uuid:task>/risk-notices", views.risk_notices, name="risk-notices"),
    path("risk-notices/<uuid:risk_notice>", views.risk_notice, name="risk_notice"),
    path(
        "risk-notices/<uuid:risk_notice>/acknowledgements",
        views.acknowledgements,
        name="acknowledgements",
    ),
    path("risk-notices/<uuid:risk_notice>/settlements", views.settlements, name="settlements"),
    path(
        "collaborations/<uuid:collaboration>/communication",
        talks.communication,
        name="communication",
    ),
    path(
        "collaborations/<uuid:collaboration>/communication-plans",
        talks.communication_plans,
        name="communication-plans",
    ),
    path(
        "collaborations/<uuid:collaboration>/urgent-calls",
        talks.urgent_calls,
        name="urgent-calls",
    ),
    path("urgent-calls/<uuid:urgent_call>", talks.urgent_call, name="urgent_call"),
    path("urgent-calls/<uuid:urgent_call>/minutes", talks.call_minutes, name="call-minutes"),
    path(
        "urgent-calls/<uuid:urgent_call>/cancellations",
        talks.call_cancellations,
        name="call-cancellations",
    ),
]
