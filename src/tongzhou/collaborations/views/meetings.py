"""Meetings: the list, the plan, the page with the minutes, the invitation."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.collaborations.actions import meetings as actions
from tongzhou.collaborations.actions import sketches
from tongzhou.collaborations.forms.meetings import MinutesForm, PlanForm
from tongzhou.collaborations.models import Collaboration, Meeting
from tongzhou.collaborations.policy.meetings import may_call, may_record
from tongzhou.collaborations.queries import case_header
from tongzhou.collaborations.queries.invitations import invitation
from tongzhou.collaborations.queries.measures import Unlinked, unlinked
from tongzhou.collaborations.queries.meetings import (
    first_plan,
    likely_people,
    meetings_of,
    partner_of,
    plan_of,
)
from tongzhou.collaborations.queries.sketches import Kept, sketch_of
from tongzhou.collaborations.views.loading import load_case, reader, seen_version
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.once import once
from tongzhou.ui.toasts import say


@once
@require_http_methods(["GET", "POST"])
def meetings(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    if request.method == "GET":
        found = meetings_of(case)
        may = may_call(reader(request), case)
        return _page(request, case, "collaborations/meetings.html", meetings=found, may=may)
    form = PlanForm(request.POST, people=likely_people(case))
    if not form.is_valid():
        return _form_page(request, case, form, None, status=422)
    try:
        meeting = actions.call(case, form.plan(), by=reader(request))
    except Invalid as wrong:
        form.take_errors(wrong.errors)
        return _form_page(request, case, form, None, status=422)
    return redirect("meeting", meeting.pk)


@require_GET
def new_meeting(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    may_call(reader(request), case).require()
    actions.require_living(case)
    kind = request.GET.get("kind", "")
    kind = kind if kind in Meeting.Kind.values else _usual_kind(case)
    partner = partner_of(case, request.GET.get("with", ""))
    form = PlanForm(people=likely_people(case), initial=first_plan(case, kind, partner))
    return _form_page(request, case, form, None)


@once
@require_http_methods(["GET", "POST"])
def edit_meeting(request: HttpRequest, meeting: UUID) -> HttpResponse:
    row = _meeting(request, meeting)
    may_record(reader(request), row).require()
    people = likely_people(row.collaboration)
    if request.method == "GET":
        form = PlanForm(people=people, initial=plan_of(row))
        return _form_page(request, row.collaboration, form, row)
    form = PlanForm(request.POST, people=people)
    if not form.is_valid():
        return _form_page(request, row.collaboration, form, row, status=422)
    try:
        actions.change(row, form.plan(), seen=seen_version(request), by=reader(request))
    except Invalid as wrong:
        form.take_errors(wrong.errors)
        return _form_page(request, row.collaboration, form, row, status=422)
    return redirect("meeting", row.pk)


@require_GET
def meeting(request: HttpRequest, meeting: UUID) -> HttpResponse:
    row = _meeting(request, meeting)
    sketch = sketch_of(reader(request), f"minutes:{row.pk}")
    form = MinutesForm(meeting=row, kept=sketch.data if sketch else None)
    return _meeting_page(request, row, form, sketch=sketch)


@once
@require_POST
def minutes(request: HttpRequest, meeting: UUID) -> HttpResponse:
    row = _meeting(request, meeting)
    form = MinutesForm(request.POST, meeting=row)
    if not form.is_valid():
        return _meeting_page(request, row, form, status=422)
    try:
        actions.hold(
            row, **form.cleaned_data, decisions=form.decisions, seen=seen_version(request),
            by=reader(request),
        )  # fmt: skip
    except Invalid as wrong:
        form.add_error("outcome" if "outcome" in wrong.errors else None, str(wrong.sentence))
        return _meeting_page(request, row, form, status=422)
    sketches.drop(f"minutes:{row.pk}", by=reader(request))
    return redirect("meeting", row.pk)


@once
@require_POST
def meeting_replies(request: HttpRequest, meeting: UUID) -> HttpResponse:
    row = _meeting(request, meeting)
    coming = request.POST.get("coming") == "1"
    reason = "" if coming else request.POST.get("reason", "")
    actions.reply(row, coming=coming, reason=reason, by=reader(request))
    say(request, _("Thank you: %(name)s knows.") % {"name": row.called_by})
    return redirect("meeting", row.pk)


@once
@require_POST
def meeting_cancellations(request: HttpRequest, meeting: UUID) -> HttpResponse:
    row = _meeting(request, meeting)
    actions.cancel(row, reason=request.POST.get("reason", "")[:1000], by=reader(request))
    return redirect("meeting", row.pk)


@require_GET
def meeting_invitation(request: HttpRequest, meeting: UUID) -> HttpResponse:
    row = _meeting(request, meeting)
    response = HttpResponse(invitation(row), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return response


def _usual_kind(case: Collaboration) -> str:
    """What comes next: the kickoff until it has taken place or work has begun, then special ones."""
    if case.state == "reviewing":
        return Meeting.Kind.RETROSPECTIVE
    if case.state in ("delivering", "accepting"):
        return Meeting.Kind.SPECIAL
    known = case.meetings.filter(kind=Meeting.Kind.KICKOFF).exclude(state="cancelled").exists()
    return Meeting.Kind.SPECIAL if known else Meeting.Kind.KICKOFF


def _meeting(request: HttpRequest, pk: UUID) -> Meeting:
    related = (
        "collaboration__department",
        "collaboration__person_in_charge",
        "called_by",
        "recorded_by",
    )
    rows = Meeting.objects.visible_to(reader(request)).select_related(*related)
    found: Meeting = get_object_or_404(rows, pk=pk)
    return found


def _meeting_page(
    request: HttpRequest,
    row: Meeting,
    form: MinutesForm,
    status: int = 200,
    sketch: Kept | None = None,
) -> HttpResponse:
    attendees = list(row.attendees.select_related("person__department"))
    more = {
        "form": form,
        "meeting": row,
        "attendees": attendees,
        "decisions": list(row.decisions.select_related("owner")),
        "mine": next((one for one in attendees if one.person == reader(request)), None),
        "has_begun": actions.has_begun(row),
        "place": f"minutes:{row.pk}",
        "sketch": sketch,
        "unlinked": _unlinked(row),
    }
    may = may_record(reader(request), row)
    return _page(request, row.collaboration, "collaborations/meeting.html", status, may=may, **more)


def _unlinked(row: Meeting) -> list[Unlinked]:
    """What the kickoff should not pass over."""
    if row.kind != Meeting.Kind.KICKOFF or row.state != "planned":
        return []
    return unlinked(
        row.collaboration.asks.select_related("department", "collaboration__department")
    )


def _form_page(
    request: HttpRequest,
    case: Collaboration,
    form: PlanForm,
    row: Meeting | None,
    status: int = 200,
) -> HttpResponse:
    return _page(request, case, "collaborations/meeting_form.html", status, form=form, meeting=row)


def _page(
    request: HttpRequest, case: Collaboration, template: str, status: int = 200, **more: object
) -> HttpResponse:
    context = {"case": case_header(case, reader(request)), "current_tab": "overview", **more}
    return render(request, template, context, status=status)
