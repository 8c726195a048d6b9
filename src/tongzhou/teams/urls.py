"""Addresses of virtual teams."""

from django.urls import path

from tongzhou.teams import views

urlpatterns = [
    path("teams", views.teams, name="teams"),
    path("teams/new", views.new, name="new-team"),
    path("teams/<uuid:team>", views.team, name="team"),
    path("teams/<uuid:team>/edit", views.edit, name="edit-team"),
    path("teams/<uuid:team>/loans", views.loans, name="team-loans"),
    path("teams/<uuid:team>/proposals", views.proposals, name="team-proposals"),
    path("teams/<uuid:team>/renewals", views.renewals, name="team-renewals"),
    path("teams/<uuid:team>/endings", views.endings, name="team-endings"),
    path("people/<uuid:person>/teams", views.person_teams, name="person-teams"),
    path("loans/<uuid:loan>/signatures", views.signatures, name="loan-signatures"),
    path("loans/<uuid:loan>/refusals", views.refusals, name="loan-refusals"),
    path("loans/<uuid:loan>/releases", views.releases, name="loan-releases"),
]
