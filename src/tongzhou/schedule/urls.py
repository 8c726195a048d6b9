"""Addresses of the division table seen as time and as flow."""

from django.urls import path

from tongzhou.schedule.views import board, calendar, gantt, load, project

CASE = "collaborations/<uuid:collaboration>/plan"

urlpatterns = [
    path(f"{CASE}.xml", project.project, name="plan-project"),
    path(f"{CASE}/gantt", gantt.gantt, name="plan-gantt"),
    path(f"{CASE}/gantt/print", gantt.gantt_print, name="plan-gantt-print"),
    path(f"{CASE}/calendar", calendar.calendar, name="plan-calendar"),
    path("departments/<uuid:department>/plan", load.department, name="department-plan"),
    path("people/<uuid:person>/plan", load.person, name="person-plan"),
    path(f"{CASE}/board", board.board, name="plan-board"),
    path("tasks/<uuid:task>/board-moves", board.moves, name="task-board-moves"),
    path("tasks/<uuid:task>/dates", gantt.dates, name="task-dates"),
    path("tasks/<uuid:task>/dependencies", gantt.dependencies, name="task-dependencies"),
]
