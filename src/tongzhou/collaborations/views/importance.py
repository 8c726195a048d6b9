"""Priority and leadership attention of a collaboration."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from tongzhou.collaborations.actions import importance as actions
from tongzhou.collaborations.forms.importance import AttentionForm, PriorityForm
from tongzhou.collaborations.models import Attention, Collaboration, Priority
from tongzhou.collaborations.policy.importance import may_state
from tongzhou.collaborations.queries import case_header
from tongzhou.collaborations.queries.importance import attentions_of, priorities_of
from tongzhou.collaborations.views.loading import load_case, reader
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.once import once
from tongzhou.ui.toasts import say


@require_GET
def priority(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    return _page(request, load_case(request, collaboration))


@once
@require_POST
def priorities(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    form = PriorityForm(request.POST)
    if not form.is_valid():
        return _page(request, case, priority_form=form, status=422)
    try:
        actions.state_priority(case, form.importance(), by=reader(request))
    except Invalid as wrong:
        form.take_errors(wrong.errors)
        return _page(request, case, priority_form=form, status=422)
    say(request, _("Said. Everybody involved has been told."))
    return redirect("priority", case.pk)


@once
@require_POST
def attentions(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    form = AttentionForm(request.POST)
    if not form.is_valid():
        return _page(request, case, attention_form=form, status=422)
    try:
        actions.record_attention(case, **form.cleaned_data, by=reader(request))
    except Invalid as wrong:
        form.take_errors(wrong.errors)
        return _page(request, case, attention_form=form, status=422)
    return redirect("priority", case.pk)


@once
@require_POST
def attention_withdrawals(request: HttpRequest, attention: UUID) -> HttpResponse:
    rows = Attention.objects.visible_to(reader(request)).select_related("collaboration")
    row = get_object_or_404(rows, pk=attention)
    actions.take_back_attention(row, by=reader(request))
    return redirect("priority", row.collaboration_id)


def _page(
    request: HttpRequest,
    case: Collaboration,
    *,
    priority_form: PriorityForm | None = None,
    attention_form: AttentionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    stated = priorities_of(case)
    context = {
        "case": case_header(case, reader(request)),
        "current_tab": "overview",
        "stated": stated,
        "attentions": attentions_of(case),
        "may": may_state(reader(request), case) and case.state not in actions.OVER,
        "form": priority_form or PriorityForm(initial=_initial(stated)),
        "attention_form": attention_form or AttentionForm(),
    }
    return render(request, "collaborations/priority.html", context, status=status)


def _initial(stated: list[Priority]) -> dict[str, object]:
    names = ("value", "value_evidence", "urgency", "urgency_evidence", "link")
    return {name: vars(stated[0])[name] for name in names} if stated else {}
