"""The administrator's pages of the group robots."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.channels import queries
from tongzhou.channels.actions import robots as actions
from tongzhou.channels.forms import NewRobotForm, RobotForm
from tongzhou.channels.models import Robot
from tongzhou.journal.once import once
from tongzhou.org import policy
from tongzhou.org.forms.errors import done
from tongzhou.org.request import PersonRequest
from tongzhou.ui.seen import held
from tongzhou.ui.toasts import say

sensitive = sensitive_post_parameters("address", "secret")


@require_GET
def robots(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    return render(request, "channels/robots.html", {"robots": queries.robots(request.user)})


@sensitive
@once
@require_http_methods(["GET", "POST"])
def new_robot(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    form = NewRobotForm(request.POST or None, initial={"language": request.user.language})
    made = done(form, lambda **facts: actions.add(by=request.user, **facts))
    if made:
        actions.test(made, by=request.user)
        return redirect("robot", made.pk)
    context = {"form": form, "robot": None}
    status = 422 if form.is_bound else 200
    return render(request, "channels/edit_robot.html", context, status=status)


@require_GET
def robot(request: PersonRequest, robot: UUID) -> HttpResponse:
    found = _robot(request, robot)
    wanted = request.headers.get("HX-Target") == "trial"
    template = "channels/_trial.html" if wanted else "channels/robot.html"
    may_change = bool(policy.may_manage_organisation(request.user)) and not found.closed_at
    return render(request, template, {**queries.page(found), "may_change": may_change})


@sensitive
@once
@require_http_methods(["GET", "POST"])
def edit_robot(request: PersonRequest, robot: UUID) -> HttpResponse:
    found = _robot(request, robot)
    policy.may_manage_organisation(request.user).require()
    names = ("name", "department", "keyword", "language")
    form = RobotForm(request.POST or None, initial={one: getattr(found, one) for one in names})
    if done(form, lambda **facts: actions.change(found, by=request.user, **facts)):
        return redirect("robot", found.pk)
    context = {"form": form, "robot": found}
    status = 422 if form.is_bound else 200
    return render(request, "channels/edit_robot.html", context, status=status)


@once
@require_POST
def robot_tests(request: PersonRequest, robot: UUID) -> HttpResponse:
    actions.test(_robot(request, robot), by=request.user)
    return redirect("robot", robot)


@once
@require_POST
def robot_redeliveries(request: PersonRequest, robot: UUID) -> HttpResponse:
    count = actions.send_again(_robot(request, robot), by=request.user)
    sentence = ngettext(
        "%(num)s message is tried again.", "%(num)s messages are tried again.", count
    )
    say(request, sentence % {"num": count})
    return redirect("robot", robot)


@once
@require_POST
def robot_closings(request: PersonRequest, robot: UUID) -> HttpResponse:
    actions.close(_robot(request, robot), by=request.user)
    say(request, _("The robot is closed; its address is forgotten."))
    return redirect("robots")


def _robot(request: PersonRequest, pk: UUID) -> Robot:
    rows = Robot.objects.visible_to(request.user).select_related("department", "added_by")
    return get_object_or_404(held(rows, request), pk=pk)
