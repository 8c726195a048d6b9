"""Addresses of problems."""

from django.urls import path

from tongzhou.problems import views

urlpatterns = [
    path("collaborations/<uuid:collaboration>/problems", views.problems, name="problems"),
    path("collaborations/<uuid:collaboration>/problems/new", views.new_problem, name="new-problem"),
    path("problems/<uuid:problem>", views.problem, name="problem"),
    path("problems/<uuid:problem>/sides", views.problem_sides, name="problem-sides"),
    path(
        "problems/<uuid:problem>/fact-confirmations",
        views.fact_confirmations,
        name="fact-confirmations",
    ),
    path("problems/<uuid:problem>/meetings", views.problem_meetings, name="problem-meetings"),
    path("problems/<uuid:problem>/table-checks", views.table_checks, name="table-checks"),
    path("problems/<uuid:problem>/options", views.options, name="problem-options"),
    path(
        "problems/<uuid:problem>/settlements",
        views.settlements_of_problem,
        name="problem-settlements",
    ),
    path("problems/<uuid:problem>/escalations", views.escalations, name="escalations"),
    path("problems/<uuid:problem>/take-backs", views.take_backs, name="problem-take-backs"),
    path("problems/<uuid:problem>/rulings", views.problem_rulings, name="rulings"),
]
