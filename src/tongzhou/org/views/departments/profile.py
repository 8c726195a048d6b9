"""A department describes itself."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongzhou.core.verdicts import Invalid
from tongzhou.journal.once import once
from tongzhou.org import actions, policy
from tongzhou.org.forms.describing import DescriptionForm
from tongzhou.org.forms.errors import show
from tongzhou.org.request import PersonRequest
from tongzhou.org.views.departments.finding import department_of
from tongzhou.org.views.departments.page import frame
from tongzhou.ui.toasts import say


@once
@require_http_methods(["GET", "POST"])
def profile(request: PersonRequest, department: UUID) -> HttpResponse:
    found = department_of(request, department)
    policy.may_describe(request.user, found).require()
    form = DescriptionForm(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            version = form.texts.cleaned_data["version"]
            actions.describe_department(
                found, by=request.user, description=form.description(), version=version
            )
        except Invalid as invalid:
            show(form.texts, invalid)
        else:
            say(request, _("Saved. Everybody reads it before asking you."))
            return redirect("department", found.pk)
    status = 422 if request.method == "POST" else 200
    context = frame(request, found) | {"form": form}
    return render(request, "org/department_profile.html", context, status=status)
