"""Addresses of submissions."""

from django.urls import path

from tongzhou.submissions.views import campaigns, handing

urlpatterns = [
    path("submissions", campaigns.submissions, name="submissions"),
    path("submissions/new", campaigns.new_campaign, name="new-campaign"),
    path("campaigns/<uuid:campaign>", campaigns.campaign, name="campaign"),
    path("campaigns/<uuid:campaign>/edit", campaigns.edit_campaign, name="edit-campaign"),
    path(
        "campaigns/<uuid:campaign>/openings", campaigns.campaign_openings, name="campaign-openings"
    ),
    path(
        "campaigns/<uuid:campaign>/closings", campaigns.campaign_closings, name="campaign-closings"
    ),
    path("campaigns/<uuid:campaign>/stops", campaigns.campaign_stops, name="campaign-stops"),
    path(
        "campaigns/<uuid:campaign>/discards", campaigns.campaign_discards, name="campaign-discards"
    ),
    path(
        "campaigns/<uuid:campaign>/template.xlsx",
        handing.campaign_template,
        name="campaign-template",
    ),
    path("campaigns/<uuid:campaign>/table.xlsx", handing.campaign_table, name="campaign-table"),
    path("respondents/<uuid:respondent>", handing.respondent, name="respondent"),
    path(
        "respondents/<uuid:respondent>/handings",
        handing.respondent_handings,
        name="respondent-handings",
    ),
    path(
        "respondents/<uuid:respondent>/uploads",
        handing.respondent_uploads,
        name="respondent-uploads",
    ),
    path(
        "respondents/<uuid:respondent>/takings",
        campaigns.respondent_takings,
        name="respondent-takings",
    ),
    path(
        "respondents/<uuid:respondent>/returns",
        campaigns.respondent_returns,
        name="respondent-returns",
    ),
]
