"""Addresses of the ways out of the house."""

from django.urls import path

from tongzhou.channels.views import links, mails, oidc, robots

urlpatterns = [
    path("sign-in/oidc", oidc.oidc, name="oidc"),
    path("sign-in/oidc/answers", oidc.oidc_answers, name="oidc-answers"),
    path("a/<slug:token>", links.answer_link, name="answer-link"),
    path("a/<slug:token>/answers", links.answer_link_answers, name="answer-link-answers"),
    path("a/<slug:token>/undos", links.answer_link_undos, name="answer-link-undos"),
    path("administration/mails", mails.given_up, name="given-up-mails"),
    path("people/<uuid:person>/mail-redeliveries", mails.redeliveries, name="mail-redeliveries"),
    path("robots", robots.robots, name="robots"),
    path("robots/new", robots.new_robot, name="new-robot"),
    path("robots/<uuid:robot>", robots.robot, name="robot"),
    path("robots/<uuid:robot>/edit", robots.edit_robot, name="edit-robot"),
    path("robots/<uuid:robot>/tests", robots.robot_tests, name="robot-tests"),
    path("robots/<uuid:robot>/redeliveries", robots.robot_redeliveries, name="robot-redeliveries"),
    path("robots/<uuid:robot>/closings", robots.robot_closings, name="robot-closings"),
]
