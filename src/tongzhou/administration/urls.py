"""Addresses of the administrator's rooms."""

from django.urls import path

from tongzhou.administration import views

urlpatterns = [
    path("administration", views.overview, name="administration"),
    path("administration/setting-up", views.setting_up, name="setting-up"),
    path("administration/mail-tests", views.mail_tests, name="mail-tests"),
    path("administration/accesses", views.accesses, name="accesses"),
    path("administration/files", views.files, name="administration-files"),
    path("administration/tokens", views.tokens, name="administration-tokens"),
    path("administration/openings", views.openings, name="openings"),
    path("administration/rules", views.rules, name="rules"),
    path("administration/rules/clearances", views.rule_clearances, name="rule-clearances"),
    path("openings/<uuid:opening>/ends", views.opening_ends, name="opening-ends"),
]
