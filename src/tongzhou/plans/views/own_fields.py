"""The administrator's page of own fields."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongzhou.core.verdicts import Invalid
from tongzhou.journal.once import once
from tongzhou.org.policy import may_manage_organisation
from tongzhou.org.request import PersonRequest
from tongzhou.plans.actions import own_fields as actions
from tongzhou.plans.models import CustomField
from tongzhou.ui.toasts import say


@once
@require_http_methods(["GET", "POST"])
def own_fields(request: PersonRequest) -> HttpResponse:
    may_manage_organisation(request.user).require()
    if request.method == "GET":
        return _page(request)
    sent = request.POST
    try:
        actions.add_field(
            sent.get("name", ""),
            kind=sent.get("kind", ""),
            options=sent.get("options", "").splitlines(),
            by=request.user,
        )
    except Invalid as wrong:
        return _page(request, errors=wrong.errors, status=422)
    say(request, _("The field has been added."))
    return redirect("own-fields")


@once
@require_POST
def retirements(request: PersonRequest, custom_field: UUID) -> HttpResponse:
    may_manage_organisation(request.user).require()
    field = get_object_or_404(CustomField.objects.visible_to(request.user), pk=custom_field)
    actions.retire_field(field, retired=request.POST.get("retired") == "1", by=request.user)
    return redirect("own-fields")


def _page(
    request: PersonRequest, *, errors: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "fields": CustomField.objects.visible_to(request.user),
        "kinds": CustomField.Kind.choices,
        "typed": request.POST,
        "errors": errors or {},
    }
    return render(request, "plans/own_fields.html", context, status=status)
