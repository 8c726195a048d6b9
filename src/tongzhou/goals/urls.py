"""Addresses of goals and their measures."""

from django.urls import path

from tongzhou.goals import views

urlpatterns = [
    path("goals", views.goals, name="goals"),
    path("goals/new", views.new_goal, name="new-goal"),
    path("goals/<uuid:goal>", views.goal, name="goal"),
    path("goals/<uuid:goal>/edit", views.edit_goal, name="edit-goal"),
    path("goals/<uuid:goal>/measures", views.measures, name="goal-measures"),
    path("goals/<uuid:goal>/closings", views.closings, name="goal-closings"),
    path("measures/<uuid:measure>/edit", views.edit_measure, name="edit-measure"),
    path("measures/<uuid:measure>/readings", views.readings, name="measure-readings"),
]
