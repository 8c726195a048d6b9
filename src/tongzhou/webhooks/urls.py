"""Addresses of the webhooks."""

from django.urls import path

from tongzhou.webhooks import views

urlpatterns = [
    path("webhooks", views.webhooks, name="webhooks"),
    path("webhooks/new", views.new_webhook, name="new-webhook"),
    path("webhooks/<uuid:webhook>", views.webhook, name="webhook"),
    path("webhooks/<uuid:webhook>/edit", views.edit_webhook, name="edit-webhook"),
    path("webhooks/<uuid:webhook>/secrets", views.webhook_secrets, name="webhook-secrets"),
    path("webhooks/<uuid:webhook>/tests", views.webhook_tests, name="webhook-tests"),
    path("webhooks/<uuid:webhook>/resumptions", views.webhook_resumptions, name="webhook-resumptions"),
    path("webhooks/<uuid:webhook>/closings", views.webhook_closings, name="webhook-closings"),
    path("webhook-deliveries/<uuid:webhook_delivery>/redeliveries", views.webhook_redeliveries,
         name="webhook-redeliveries"),
]  # fmt: skip
