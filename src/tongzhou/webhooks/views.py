"""The pages of the webhooks."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.journal.once import once
from tongzhou.org.forms.errors import done
from tongzhou.org.request import PersonRequest
from tongzhou.ui.seen import held
from tongzhou.ui.toasts import say
from tongzhou.webhooks import policy, queries
from tongzhou.webhooks.actions import webhooks as actions
from tongzhou.webhooks.forms import NewWebhookForm, WebhookForm
from tongzhou.webhooks.models import Webhook, WebhookDelivery

sensitive = sensitive_post_parameters("address")


@require_GET
def webhooks(request: PersonRequest) -> HttpResponse:
    policy.may_add(request.user).require()
    return render(request, "webhooks/webhooks.html", {"webhooks": queries.webhooks(request.user)})


@sensitive
@once
@require_http_methods(["GET", "POST"])
def new_webhook(request: PersonRequest) -> HttpResponse:
    policy.may_add(request.user).require()
    form = NewWebhookForm(request.POST or None)
    made = done(form, lambda **facts: actions.add(by=request.user, **facts))
    if made:
        return render(request, "webhooks/secret.html", {"webhook": made[0], "secret": made[1]})
    context = {"form": form, "webhook": None}
    return render(request, "webhooks/edit.html", context, status=422 if form.is_bound else 200)


@require_GET
def webhook(request: PersonRequest, webhook: UUID) -> HttpResponse:
    found = _webhook(request, webhook)
    may = {
        "may_change": not found.closed_at and bool(policy.may_change(request.user, found)),
        "may_close": not found.closed_at and bool(policy.may_close(request.user)),
    }
    template = (
        "webhooks/_state.html"
        if request.headers.get("HX-Target") == "state"
        else "webhooks/webhook.html"
    )
    return render(request, template, queries.page(found) | may)


@sensitive
@once
@require_http_methods(["GET", "POST"])
def edit_webhook(request: PersonRequest, webhook: UUID) -> HttpResponse:
    found = _webhook(request, webhook)
    policy.may_change(request.user, found).require()
    form = WebhookForm(request.POST or None, initial={"name": found.name, "topics": found.topics})
    if done(form, lambda **facts: actions.change(found, by=request.user, **facts)):
        return redirect("webhook", found.pk)
    context = {"form": form, "webhook": found}
    return render(request, "webhooks/edit.html", context, status=422 if form.is_bound else 200)


@once
@require_POST
def webhook_secrets(request: PersonRequest, webhook: UUID) -> HttpResponse:
    found = _webhook(request, webhook)
    secret = actions.renew_secret(found, by=request.user)
    return render(request, "webhooks/secret.html", {"webhook": found, "secret": secret})


@once
@require_POST
def webhook_tests(request: PersonRequest, webhook: UUID) -> HttpResponse:
    actions.test(_webhook(request, webhook), by=request.user)
    return redirect("webhook", webhook)


@once
@require_POST
def webhook_resumptions(request: PersonRequest, webhook: UUID) -> HttpResponse:
    actions.resume(_webhook(request, webhook), by=request.user)
    return redirect("webhook", webhook)


@once
@require_POST
def webhook_closings(request: PersonRequest, webhook: UUID) -> HttpResponse:
    actions.close(_webhook(request, webhook), by=request.user)
    say(request, _("The webhook is closed; its address is forgotten."))
    return redirect("webhooks")


@once
@require_POST
def webhook_redeliveries(request: PersonRequest, webhook_delivery: UUID) -> HttpResponse:
    rows = WebhookDelivery.objects.visible_to(request.user).select_related("webhook")
    found = get_object_or_404(rows, pk=webhook_delivery)
    actions.redeliver(found, by=request.user)
    say(request, _("It is sent once more."))
    return redirect("webhook", found.webhook_id)


def _webhook(request: PersonRequest, pk: UUID) -> Webhook:
    rows = Webhook.objects.visible_to(request.user).select_related("owner__department")
    return get_object_or_404(held(rows, request), pk=pk)
