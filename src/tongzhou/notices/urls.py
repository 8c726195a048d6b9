"""Addresses of notices."""

from django.urls import path

from tongzhou.notices.views import inbox, preferences, readers

urlpatterns = [
    path("notices", inbox.notices, name="notices"),
    path("comments/<uuid:comment>/readers", readers.comment_readers, name="comment-readers"),
    path("notice-readings", inbox.readings, name="notice-readings"),
    path("me/notices", preferences.preferences, name="notice-preferences"),
    path("unsubscribe/<str:token>", preferences.unsubscribe, name="unsubscribe"),
]
