"""Addresses of the ways out of the house."""

from django.urls import path

from tongzhou.channels.views import robots

urlpatterns = [
    path("robots", robots.robots, name="robots"),
    path("robots/new", robots.new_robot, name="new-robot"),
    path("robots/<uuid:robot>", robots.robot, name="robot"),
    path("robots/<uuid:robot>/edit", robots.edit_robot, name="edit-robot"),
    path("robots/<uuid:robot>/tests", robots.robot_tests, name="robot-tests"),
    path("robots/<uuid:robot>/redeliveries", robots.robot_redeliveries, name="robot-redeliveries"),
    path("robots/<uuid:robot>/closings", robots.robot_closings, name="robot-closings"),
]
