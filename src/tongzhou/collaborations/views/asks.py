"""The requests of a collaboration, one request, and the form that writes it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.collaborations.actions import asks as actions
from tongzhou.collaborations.actions import sketches
from tongzhou.collaborations.forms.answers import read_version
from tongzhou.collaborations.forms.ask_hints import hints_for
from tongzhou.collaborations.forms.asks import AskForm, option_rows
from tongzhou.collaborations.forms.intakes import Intake, read_intake
from tongzhou.collaborations.measuring import link_both
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.collaborations.policy.cases import as_initiator, initiates
from tongzhou.collaborations.queries import case_header
from tongzhou.collaborations.queries.asks import asks_of
from tongzhou.collaborations.queries.conversation import ask_context
from tongzhou.collaborations.queries.measures import Unlinked, unlinked
from tongzhou.collaborations.queries.precedents import Precedent, precedents_of, wording_of
from tongzhou.collaborations.queries.sketches import Kept, sketch_of
from tongzhou.collaborations.views.loading import load_case, reader
from tongzhou.core.verdicts import Invalid, Stale
from tongzhou.files.holding import hold, take_held
from tongzhou.journal.once import once
from tongzhou.org.models import Person
from tongzhou.ui.seen import held
from tongzhou.ui.typed import kept_text


@once
@require_http_methods(["GET", "POST"])
def asks(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    if request.method == "POST":
        return _draft(request, case)
    cards = asks_of(reader(request), case.asks.all())
    context = {
        "case": case_header(case, reader(request)),
        "current_tab": "asks",
        "cards": cards,
        "unlinked": _unlinked(case, reader(request)) if cards else [],
    }
    return render(request, "collaborations/asks.html", context)


def _unlinked(case: Collaboration, person: Person) -> list[Unlinked]:
    """What the asking side may still repair before the work is divided."""
    if case.state not in ("draft", "asking") or not initiates(person, case):
        return []
    return unlinked(case.asks.select_related("department", "collaboration__department"))


@require_GET
def new_ask(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    as_initiator(reader(request), case)
    actions.require_before_division(case)
    given: dict[str, Any] = {
        "department": request.GET.get("department"),
        "by_date": case.wanted_date,
    }
    sketch = sketch_of(reader(request), f"ask-in:{case.pk}")
    given |= wording_of(request.GET.get("from", ""), by=reader(request))
    given |= sketch.initial if sketch else {}
    form = AskForm(case=case, person=reader(request), initial=given)
    return _form_page(request, case, form, sketch=sketch)


@require_GET
def ask(request: HttpRequest, ask: UUID) -> HttpResponse:
    return render(
        request, "collaborations/ask.html", ask_context(visible_ask(request, ask), reader(request))
    )


@once
@require_http_methods(["GET", "POST"])
def edit_ask(request: HttpRequest, ask: UUID) -> HttpResponse:
    found = visible_ask(request, ask)
    case = found.collaboration
    as_initiator(reader(request), case)
    if request.method == "POST":
        return _revise(request, found)
    sketch = sketch_of(reader(request), f"ask:{found.pk}")
    form = AskForm(
        case=case, person=reader(request), ask=found, initial=sketch.initial if sketch else None
    )
    return _form_page(request, case, form, ask=found, sketch=sketch)


@once
@require_POST
def remove_ask(request: HttpRequest, ask: UUID) -> HttpResponse:
    found = visible_ask(request, ask)
    actions.remove(found, by=reader(request))
    return to("asks", found.collaboration_id)


@require_POST
def ask_hints(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    """Changes nothing: what the checker says to the form as it stands."""
    form = AskForm(request.POST, case=load_case(request, collaboration), person=reader(request))
    return render(request, "collaborations/_hints.html", {"hints": hints_for(form)})


@require_POST
def ask_precedents(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    """Changes nothing: earlier requests like the form as it stands, while it is being typed."""
    case = load_case(request, collaboration)
    form = AskForm(request.POST, case=case, person=reader(request))
    context = {
        "precedents": _precedents(request, form, None),
        "begin": reverse("new-ask", args=[case.pk]) if "is_new" in request.POST else "",
    }
    return render(request, "collaborations/_precedents.html", context)


def _precedents(request: HttpRequest, form: AskForm, ask: Ask | None) -> list[Precedent]:
    typed = [str(form[name].value() or "") for name in ("what", "why")]
    return precedents_of(form.asked_department(ask), by=reader(request), like=typed)


def visible_ask(request: HttpRequest, ask: UUID) -> Ask:
    rows = Ask.objects.visible_to(reader(request)).select_related(
        "department__head", "department__deputy", "person",
        "collaboration__department__head", "collaboration__person_in_charge",
    )  # fmt: skip
    found: Ask = get_object_or_404(rows, pk=ask)
    return found


def to(name: str, key: UUID) -> HttpResponse:
    """After a form had its effect: see the page."""
    return HttpResponseRedirect(reverse(name, args=[key]), status=303)


def _draft(request: HttpRequest, case: Collaboration) -> HttpResponse:
    take_held(request)
    form = AskForm(request.POST, case=case, person=reader(request))
    intake = _intake(request, form, None)
    if not form.is_valid() or intake.errors or "show" in request.POST:
        return _form_page(request, case, form, intake=intake, status=422)
    try:
        made = actions.draft(
            case, department=form.cleaned_data["department"], terms=form.terms(),
            options=form.options, intake=intake.filled, by=reader(request),
        )  # fmt: skip
        link_both(made, **form.measures(), by=reader(request))
    except Invalid as wrong:
        form.take_errors(wrong.errors)
        return _form_page(request, case, form, status=422)
    sketches.drop(f"ask-in:{case.pk}", by=reader(request))
    if case.state == "asking" and "send" in request.POST:
        actions.send(made, by=reader(request))
    return to("asks", case.pk)


def _revise(request: HttpRequest, ask: Ask) -> HttpResponse:
    take_held(request)
    cases = Collaboration.objects.visible_to(reader(request))
    held(cases.filter(pk=ask.collaboration_id), request).get()
    case = ask.collaboration
    form = AskForm(request.POST, case=case, person=reader(request), ask=ask)
    intake = _intake(request, form, ask)
    if not form.is_valid() or intake.errors or "show" in request.POST:
        return _form_page(request, case, form, ask=ask, intake=intake, status=422)
    try:
        form.require_seen()
        actions.revise(
            ask, terms=form.terms(), options=form.options, by=reader(request),
            intake=intake.filled if "intake" in request.POST else ...,
            seen=read_version(request.POST), sentence=request.POST.get("sentence", "").strip(),
        )  # fmt: skip
        link_both(ask, **form.measures(), by=reader(request))
    except Invalid as wrong:
        form.take_errors(wrong.errors)
        return _form_page(request, case, form, ask=ask, status=422)
    except Stale as stale:
        now = visible_ask(request, ask.pk)
        return _form_page(request, case, form, ask=now, status=409, stale=stale)
    sketches.drop(f"ask:{ask.pk}", by=reader(request))
    return to(
        "asks" if ask.state == "draft" else "ask", case.pk if ask.state == "draft" else ask.pk
    )


def _intake(
    request: HttpRequest, form: AskForm, ask: Ask | None, typed: Kept | None = None
) -> Intake:
    data = typed.data if typed else request.POST
    return read_intake(
        form.asked_department(ask), data, ask=ask, by=reader(request), files=request.FILES
    )


def _form_page(
    request: HttpRequest,
    case: Collaboration,
    form: AskForm,
    *,
    ask: Ask | None = None,
    intake: Intake | None = None,
    sketch: Kept | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "case": case_header(case, reader(request)),
        "current_tab": "asks",
        "form": form,
        "ask": ask,
        "sentence": (sketch.data if sketch else request.POST).get("sentence", ""),
        "options": option_rows(form, ask, sketch.data if sketch else None),
        "place": f"ask:{ask.pk}" if ask else f"ask-in:{case.pk}",
        "sketch": sketch,
        "hints": hints_for(form, ask),
        "stale": None,
        "precedents": _precedents(request, form, ask),
        "begin": "" if ask else reverse("new-ask", args=[case.pk]),
        "intake": intake or _intake(request, form, ask, sketch),
        "intake_error": "",
        "typed": kept_text(request) if status == 409 else [],
        "held": hold(request) if status >= 400 else {},
        **more,
    }
    return render(request, "collaborations/ask_form.html", context, status=status)
