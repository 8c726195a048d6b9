"""Every address of the product: nouns in the plural, one file per package."""

from django.urls import include, path

from tongzhou.config import views
from tongzhou.config.late import Late

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("", include("tongzhou.ui.urls")),
    path("", include("tongzhou.org.urls")),
    path("", include("tongzhou.files.urls")),
    path("", include("tongzhou.duties.urls")),
    path("", include("tongzhou.terms.urls")),
    path("", include("tongzhou.pulse.urls")),
    path("", include("tongzhou.teams.urls")),
    path("", include("tongzhou.past.urls")),
    path("", include("tongzhou.goals.urls")),
    path("", include("tongzhou.collaborations.urls")),
    path("", include("tongzhou.discussions.urls")),
    path("", include("tongzhou.interests.urls")),
    path("", include("tongzhou.plans.urls")),
    path("", include("tongzhou.agreements.urls")),
    path("", include("tongzhou.progress.urls")),
    path("", include("tongzhou.problems.urls")),
    path("", include("tongzhou.outcomes.urls")),
    path("", include("tongzhou.exchange.urls")),
    path("", include("tongzhou.thanks.urls")),
    path("", include("tongzhou.schedule.urls")),
    path("", include("tongzhou.submissions.urls")),
    path("", include("tongzhou.knowledge.urls")),
    path("", include("tongzhou.reminders.urls")),
    path("", include("tongzhou.notices.urls")),
    path("", include("tongzhou.channels.urls")),
    path("", include("tongzhou.webhooks.urls")),
    path("", include("tongzhou.administration.urls")),
    path("", include("tongzhou.insight.urls")),
    path("", include("tongzhou.live.urls")),
    path("", include("tongzhou.desk.urls")),
    Late("api/v1/", "tongzhou.api.urls", namespace="api"),
    Late("scim/v2/", "tongzhou.api.scim.urls", namespace="scim"),
]

handler400 = "tongzhou.ui.views.bad_request"
handler403 = "tongzhou.ui.views.forbidden"
handler404 = "tongzhou.ui.views.not_found"
handler500 = "tongzhou.ui.views.server_error"
