"""Addresses of the question of the quarter."""

from django.urls import path

from tongzhou.pulse import views

urlpatterns = [
    path("pulse", views.pulse, name="pulse"),
    path("pulse/question", views.question, name="pulse-question"),
    path("pulse/answers", views.answers, name="pulse-answers"),
]
