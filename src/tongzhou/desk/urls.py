"""Addresses of the pages that span the rooms."""

from django.urls import path

from tongzhou.desk import filters, rail, views

urlpatterns = [
    path("", views.today, name="today"),
    path("helped", views.helped, name="helped"),
    path("desk", views.desk, name="desk"),
    path("me/rail", rail.order, name="rail-order"),
    path("palette", views.palette, name="palette"),
    path("keys", views.keys, name="keys"),
    path("saved-filters", filters.saved_filters, name="saved-filters"),
    path("saved-filters/<uuid:saved_filter>/names", filters.names, name="saved-filter-names"),
    path("saved-filters/<uuid:saved_filter>/moves", filters.moves, name="saved-filter-moves"),
    path(
        "saved-filters/<uuid:saved_filter>/removals",
        filters.removals,
        name="saved-filter-removals",
    ),
    path(
        "saved-filters/<uuid:saved_filter>/restorals",
        filters.restorals,
        name="saved-filter-restorals",
    ),
    path("departments/<uuid:department>/desk", views.department_desk, name="department-desk"),
    path("collaborations/<uuid:collaboration>", views.collaboration, name="collaboration"),
    path("collaborations/<uuid:collaboration>/timeline", views.timeline, name="timeline"),
]
