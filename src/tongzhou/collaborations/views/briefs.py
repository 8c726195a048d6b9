"""The one-page brief: read, copied, printed, forwarded."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from tongzhou.collaborations.actions import briefs as actions
from tongzhou.collaborations.forms.briefs import ForwardForm
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries import as_text, brief_of, case_header, mail_link, open_matters
from tongzhou.collaborations.queries.foreseen import foreseen
from tongzhou.collaborations.views.loading import load_case, reader
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.once import once
from tongzhou.ui.toasts import say


@require_GET
def brief(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    return _page(request, case, ForwardForm(case=case, by=reader(request)))


@once
@require_POST
def brief_forwardings(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    form = ForwardForm(request.POST, case=case, by=reader(request))
    if not form.is_valid():
        return _page(request, case, form, status=422)
    try:
        actions.forward_brief(case, **form.cleaned_data, by=reader(request))
    except Invalid as wrong:
        form.take_errors(wrong.errors)
        return _page(request, case, form, status=422)
    say(request, _("Forwarded to %(name)s.") % {"name": form.cleaned_data["to"]})
    return redirect("brief", case.pk)


def _page(
    request: HttpRequest, case: Collaboration, form: ForwardForm, status: int = 200
) -> HttpResponse:
    opened = open_matters(case, reader(request))
    page = brief_of(case, opened=opened, told=foreseen(case.pk, case.state))
    context = {
        "brief": page,
        "text": as_text(page),
        "mail": mail_link(page),
        "form": form,
        "case": case_header(case, reader(request), opened=opened),
        "current_tab": "overview",
    }
    return render(request, "collaborations/brief.html", context, status=status)
