"""Addresses of departments."""

from django.urls import path

from tongzhou.org.views.departments import administration, page, profile, seats, tree

ONE = "departments/<uuid:department>"

urlpatterns = [
    path("departments", tree.departments, name="departments"),
    path("departments/new", tree.new_department, name="new-department"),
    path(ONE, page.department, name="department"),
    path(f"{ONE}/people", page.people, name="department-people"),
    path(f"{ONE}/course", page.course, name="department-course"),
    path(f"{ONE}/promises", page.promises, name="department-promises"),
    path(f"{ONE}/profile", profile.profile, name="department-profile"),
    path(f"{ONE}/administration", administration.administration, name="department-administration"),
    path(f"{ONE}/names", administration.names, name="department-names"),
    path(f"{ONE}/codes", administration.codes, name="department-codes"),
    path(f"{ONE}/seals", administration.seals, name="department-seals"),
    path(f"{ONE}/colours", administration.colours, name="department-colours"),
    path(f"{ONE}/positions", tree.positions, name="department-positions"),
    path(f"{ONE}/parents", administration.parents, name="department-parents"),
    path(f"{ONE}/dissolutions", administration.dissolutions, name="department-dissolutions"),
    path(f"{ONE}/heads", seats.heads, name="department-heads"),
    path(f"{ONE}/acting-heads", seats.acting_heads, name="department-acting-heads"),
    path("acting-heads/<uuid:acting_head>/ends", seats.acting_head_ends, name="acting-head-ends"),
    path(f"{ONE}/deputies", seats.deputies, name="department-deputies"),
    path(f"{ONE}/liaisons", seats.liaisons, name="department-liaisons"),
    path(f"{ONE}/liaisons/<uuid:person>/releases", seats.liaison_releases, name="liaison-releases"),
]
