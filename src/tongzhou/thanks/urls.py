"""Addresses of thanks and of the own record."""

from django.urls import path

from tongzhou.thanks import views

urlpatterns = [
    path("thanks", views.all_thanks, name="all-thanks"),
    path("thanks/fresh", views.fresh_thanks, name="fresh-thanks"),
    path("thanks/<uuid:thanks>", views.thanks, name="thanks"),
    path("thanks/<uuid:thanks>/mentions", views.mentions, name="thanks-mentions"),
    path("thanks/<uuid:thanks>/mention-ends", views.mention_ends, name="thanks-mention-ends"),
    path("collaborations/<uuid:collaboration>/thanks", views.case_thanks, name="case-thanks"),
    path("contributions", views.contributions, name="contributions"),
]
