"""Addresses of discussions: one beside each kind of matter."""

from django.urls import path

from tongzhou.discussions import previews, views

PLACES = (
    ("collaboration", "collaborations"), ("ask", "asks"), ("meeting", "meetings"),
    ("task", "tasks"), ("version", "agreements"), ("change", "changes"),
    ("risk_notice", "risk-notices"), ("problem", "problems"), ("delivery", "deliveries"),
    ("retrospective", "retrospectives"), ("department", "departments"), ("person", "people"),
    ("duty", "duties"), ("team", "teams"), ("goal", "goals"),
)  # fmt: skip
"""The kind of a matter, and how its addresses begin."""

urlpatterns = [
    *(
        path(f"{plural}/<uuid:{kind}>/discussion", views.discussion, {"kind": kind}, f"{kind}-discussion")
        for kind, plural in PLACES
    ),
    *(
        path(f"{plural}/<uuid:{kind}>/comments", views.comments, {"kind": kind}, f"{kind}-comments")
        for kind, plural in PLACES
    ),
    path("comments/<uuid:comment>", views.comment, name="comment"),
    path("comments/<uuid:comment>/edit", views.edit_comment, name="edit-comment"),
    path("comments/<uuid:comment>/removals", views.comment_removals, name="comment-removals"),
    path("comments/<uuid:comment>/restorals", views.comment_restorals, name="comment-restorals"),
    path("attachments/<uuid:attachment>/removals", views.attachment_removals, name="attachment-removals"),
    path("attachments/<uuid:attachment>/restorals", views.attachment_restorals, name="attachment-restorals"),
    path("markdown-previews", previews.markdown_previews, name="markdown-previews"),
    path("mentions", views.mentions_anywhere, name="mentions-anywhere"),
    path("collaborations/<uuid:collaboration>/mentions", views.mentions, name="mentions"),
    path("stances", views.many_stances, name="many-stances"),
    path("collaborations/<uuid:collaboration>/stances", views.stances, name="stances"),
]  # fmt: skip
