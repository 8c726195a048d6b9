"""Addresses of the ways out of the house."""

from django.urls import path

from tongzhou.channels.apps import PROVIDERS
from tongzhou.channels.views import (
    app_calls,
    app_sign_in,
    app_syncs,
    apps,
    links,
    mails,
    oidc,
    robots,
    taps,
)

urlpatterns = [
    path("sign-in/oidc", oidc.oidc, name="oidc"),
    path("sign-in/oidc/answers", oidc.oidc_answers, name="oidc-answers"),
    *(
        one
        for kind in PROVIDERS
        for one in (
            path(f"sign-in/{kind}", app_sign_in.leave, {"kind": kind}, name=f"sign-in-{kind}"),
            path(
                f"sign-in/{kind}/answers",
                app_sign_in.answers,
                {"kind": kind},
                name=f"{kind}-answers",
            ),
            path(f"callbacks/{kind}", app_calls.call, {"kind": kind}, name=f"{kind}-calls"),
        )
    ),
    path("a/<slug:token>", links.answer_link, name="answer-link"),
    path("a/<slug:token>/answers", links.answer_link_answers, name="answer-link-answers"),
    path("a/<slug:token>/undos", links.answer_link_undos, name="answer-link-undos"),
    path("t/<slug:token>", taps.tap_link, name="tap-link"),
    path("t/<slug:token>/words", taps.tap_link_words, name="tap-link-words"),
    path("t/<slug:token>/undos", taps.tap_link_undos, name="tap-link-undos"),
    path("administration/mails", mails.given_up, name="given-up-mails"),
    path("people/<uuid:person>/mail-redeliveries", mails.redeliveries, name="mail-redeliveries"),
    path("apps", apps.apps, name="apps"),
    path("apps/new", apps.new_app, name="new-app"),
    path("apps/<uuid:app>", apps.app, name="app"),
    path("apps/<uuid:app>/edit", apps.edit_app, name="edit-app"),
    path("apps/<uuid:app>/tests", apps.app_tests, name="app-tests"),
    path("apps/<uuid:app>/redeliveries", apps.app_redeliveries, name="app-redeliveries"),
    path("apps/<uuid:app>/closings", apps.app_closings, name="app-closings"),
    path("apps/<uuid:app>/syncs", app_syncs.app_syncs, name="app-syncs"),
    path("syncs/<uuid:sync>", app_syncs.sync, name="sync"),
    path("syncs/<uuid:sync>/confirmations", app_syncs.confirmations, name="sync-confirmations"),
    path("syncs/<uuid:sync>/discards", app_syncs.discards, name="sync-discards"),
    path("robots", robots.robots, name="robots"),
    path("robots/new", robots.new_robot, name="new-robot"),
    path("robots/<uuid:robot>", robots.robot, name="robot"),
    path("robots/<uuid:robot>/edit", robots.edit_robot, name="edit-robot"),
    path("robots/<uuid:robot>/tests", robots.robot_tests, name="robot-tests"),
    path("robots/<uuid:robot>/redeliveries", robots.robot_redeliveries, name="robot-redeliveries"),
    path("robots/<uuid:robot>/closings", robots.robot_closings, name="robot-closings"),
]
