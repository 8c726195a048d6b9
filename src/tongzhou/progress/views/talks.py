"""How a collaboration keeps in touch: the plan, and urgent calls with their minutes."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import may_lead
from tongzhou.collaborations.queries import case_header
from tongzhou.collaborations.views.loading import load_case
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.journal.once import once
from tongzhou.org.forms.errors import done, show
from tongzhou.org.request import PersonRequest
from tongzhou.progress import policy
from tongzhou.progress.actions import calls, habits
from tongzhou.progress.actions.habits import LIVING, version_of
from tongzhou.progress.forms.talks import COLUMNS, USUAL, CallForm, HabitsForm, MinutesForm
from tongzhou.progress.models import Habit, UrgentCall
from tongzhou.progress.queries import talks as queries
from tongzhou.ui.toasts import say


@require_GET
def communication(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    return _page(request, load_case(request, collaboration))


@once
@require_POST
def communication_plans(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case, form = load_case(request, collaboration), HabitsForm(request.POST)
    if form.is_valid():
        try:
            habits.set_habits(case, form.agreed(), seen=form.cleaned_data["seen"], by=request.user)
        except Invalid as wrong:
            show(form, wrong)
        else:
            say(request, _("Set. Everybody who takes part has been told."))
            return redirect("communication", case.pk)
    return _page(request, case, plan=form, status=422)


@once
@require_POST
def urgent_calls(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    form = CallForm(request.POST, people=queries.whom_to_call(case, request.user))
    made = _made(request, case, form) if form.is_valid() else None
    if made is None:
        return _page(request, case, call=form, status=422)
    said = _("Written down.") if made.minuted_at else _("Noted. The minutes are due in two hours.")
    say(request, said)
    return redirect("communication", case.pk)


@require_GET
def urgent_call(request: PersonRequest, urgent_call: UUID) -> HttpResponse:
    return _call_page(request, _call(request, urgent_call), MinutesForm())


@once
@require_POST
def call_minutes(request: PersonRequest, urgent_call: UUID) -> HttpResponse:
    call, form = _call(request, urgent_call), MinutesForm(request.POST)
    if done(form, lambda outcome: calls.minute(call, outcome=outcome, by=request.user)) is None:
        return _call_page(request, call, form, status=422)
    return redirect("urgent_call", call.pk)


@once
@require_POST
def call_cancellations(request: PersonRequest, urgent_call: UUID) -> HttpResponse:
    call = calls.cancel(_call(request, urgent_call), by=request.user)
    return redirect("communication", call.collaboration_id)


def _made(request: PersonRequest, case: Collaboration, form: CallForm) -> UrgentCall | None:
    outcome = form.cleaned_data["outcome"]
    try:
        if outcome.strip():
            return calls.log(case, form.called(), outcome=outcome, by=request.user)
        return calls.announce(case, form.called(), by=request.user)
    except Invalid as wrong:
        show(form, Invalid(wrong.sentence, errors=_at_fields(wrong)))
        return None


def _at_fields(wrong: Invalid) -> dict[str, Sentence]:
    """The moment of the call is two fields of the form."""
    return {"time" if name == "at" else name: text for name, text in wrong.errors.items()}


def _page(
    request: PersonRequest,
    case: Collaboration,
    *,
    plan: HabitsForm | None = None,
    call: CallForm | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = queries.habits_of(case.pk)
    is_living = case.state in LIVING
    leads = is_living and bool(may_lead(request.user, case))
    may_call = is_living and bool(policy.may_call_urgently(request.user, case))
    if may_call and call is None:
        call = CallForm(people=queries.whom_to_call(case, request.user))
    context = {
        "case": case_header(case, request.user),
        "current_tab": "progress",
        "layers": queries.layers(rows),
        "plan": (plan or _plan_form(rows)) if leads else None,
        "calls": queries.calls_of(case.pk),
        "call_form": call if may_call else None,
        "now": clock.now(),
    }
    return render(request, "progress/communication.html", context, status=status)


def _plan_form(rows: list[Habit]) -> HabitsForm:
    """What stands, or what usually works."""
    agreed = {row.layer: {name: getattr(row, name) for name in COLUMNS} for row in rows}
    initial = {
        f"{layer}_{name}": text
        for layer, columns in (agreed or USUAL).items()
        for name, text in columns.items()
    }
    return HabitsForm(initial={**initial, "seen": version_of(rows)})


def _call(request: PersonRequest, pk: UUID) -> UrgentCall:
    rows = UrgentCall.objects.visible_to(request.user).select_related(
        "collaboration__department__head", "collaboration__person_in_charge"
    )
    return get_object_or_404(queries.with_people(rows), pk=pk)


def _call_page(
    request: PersonRequest, call: UrgentCall, form: MinutesForm, status: int = 200
) -> HttpResponse:
    context = {
        "case": case_header(call.collaboration, request.user, matter=call.pk),
        "current_tab": "progress",
        "call": call,
        "form": form,
        "may_minute": policy.minuting(request.user, call) is not None,
    }
    return render(request, "progress/urgent_call.html", context, status=status)
