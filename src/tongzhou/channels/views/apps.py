"""The administrator's pages of the apps in WeCom, DingTalk and Feishu."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.channels.actions import apps as actions
from tongzhou.channels.apps import PROVIDERS, queries
from tongzhou.channels.apps.console import FIELDS
from tongzhou.channels.apps.forms import AppForm
from tongzhou.channels.models import App
from tongzhou.journal.once import once
from tongzhou.org import policy
from tongzhou.org.forms.errors import done
from tongzhou.org.request import PersonRequest
from tongzhou.ui.seen import held
from tongzhou.ui.toasts import say

sensitive = sensitive_post_parameters("secret", "token", "key")
OPEN = ("tenant", "client", "agent", "base", "speaks", "signs_in", "syncs_daily")
AT_FIRST = {"speaks": True, "signs_in": True}


@require_GET
def apps(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    return render(request, "channels/apps.html", {"apps": queries.apps(request.user)})


@sensitive
@once
@require_http_methods(["GET", "POST"])
def new_app(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    kind = request.GET.get("kind", "wecom")
    if kind not in PROVIDERS:
        raise Http404
    form = AppForm(kind, request.POST or None, initial=AT_FIRST)
    if made := done(form, lambda **facts: actions.add(kind, by=request.user, **facts)):
        actions.test(made, by=request.user)
        return redirect("app", made.pk)
    return _form(request, form, kind, None)


@require_GET
def app(request: PersonRequest, app: UUID) -> HttpResponse:
    found = _app(request, app)
    wanted = request.headers.get("HX-Target") == "trial"
    template = "channels/_app_trial.html" if wanted else "channels/app.html"
    return render(request, template, queries.page(found))


@sensitive
@once
@require_http_methods(["GET", "POST"])
def edit_app(request: PersonRequest, app: UUID) -> HttpResponse:
    found = _app(request, app)
    now = {name: getattr(found, name) for name in OPEN}
    form = AppForm(found.kind, request.POST or None, initial=now)
    if done(form, lambda **facts: actions.change(found, by=request.user, **facts)):
        return redirect("app", found.pk)
    return _form(request, form, found.kind, found)


@once
@require_POST
def app_tests(request: PersonRequest, app: UUID) -> HttpResponse:
    actions.test(_app(request, app), by=request.user)
    return redirect("app", app)


@once
@require_POST
def app_redeliveries(request: PersonRequest, app: UUID) -> HttpResponse:
    count = actions.send_again(_app(request, app), by=request.user)
    sentence = ngettext(
        "%(num)s message is tried again.", "%(num)s messages are tried again.", count
    )
    say(request, sentence % {"num": count})
    return redirect("app", app)


@once
@require_POST
def app_closings(request: PersonRequest, app: UUID) -> HttpResponse:
    actions.close(_app(request, app), by=request.user)
    say(request, _("The app is closed; its secrets are forgotten."))
    return redirect("apps")


def _form(request: PersonRequest, form: AppForm, kind: str, app: App | None) -> HttpResponse:
    own = [form[one.name] for one in FIELDS[kind]]
    context = {
        "form": form, "kind": kind, "app": app, "own": own,
        "callback": queries.address(f"{kind}-calls"), "back": queries.address(f"{kind}-answers"),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "channels/edit_app.html", context, status=status)


def _app(request: PersonRequest, pk: UUID) -> App:
    found = get_object_or_404(held(App.objects.visible_to(request.user), request), pk=pk)
    policy.may_manage_organisation(request.user).require()
    return found
