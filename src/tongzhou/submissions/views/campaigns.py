"""The list of collections, one campaign, and what one respondent hands in."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.collaborations.actions.intakes import fault_in
from tongzhou.collaborations.forms.intakes import (
    QuestionRow,
    read_questions,
    with_blanks,
)
from tongzhou.collaborations.forms.intakes import typed_rows as typed_questions
from tongzhou.journal.once import once
from tongzhou.org.forms.errors import done
from tongzhou.org.request import PersonRequest
from tongzhou.submissions import policy, queries
from tongzhou.submissions.actions import campaigns, handing
from tongzhou.submissions.forms import CampaignForm, ReasonForm, rows_of
from tongzhou.submissions.models import Campaign, Question, Respondent
from tongzhou.ui.toasts import say

TABS = ("open", "draft", "closed")


@require_GET
def submissions(request: PersonRequest) -> HttpResponse:
    tab = request.GET.get("tab", "open")
    tab = tab if tab in TABS else "open"
    context = {
        "tab": tab,
        "owed": queries.owed_by(request.user),
        "page": queries.listing(request.user, tab=tab, page=request.GET.get("page", "1")),
        "counts": queries.counts(request.user),
        "may": policy.may_draft(request.user, request.user.department).allowed,
    }
    return render(request, "submissions/page.html", context)


@once
@require_http_methods(["GET", "POST"])
def new_campaign(request: PersonRequest) -> HttpResponse:
    unit = request.user.department
    policy.may_draft(request.user, unit).require()
    form = CampaignForm(request.POST or None, initial={"rhythm": Campaign.Rhythm.ONCE})
    made = done(form, lambda **said: _draft(request, said))
    if made:
        say(request, _("Saved as a draft. Look through it, then ask everybody."))
        return redirect("campaign", made.pk)
    return _editor(request, None, form)


@once
@require_http_methods(["GET", "POST"])
def edit_campaign(request: PersonRequest, campaign: UUID) -> HttpResponse:
    row = _campaign(request, campaign)
    policy.may_collect(request.user, row).require()
    form = CampaignForm(request.POST or None, initial=_initial(row))
    if done(form, lambda **said: _revise(request, row, said)):
        return redirect("campaign", row.pk)
    return _editor(request, row, form)


@require_GET
def campaign(request: PersonRequest, campaign: UUID) -> HttpResponse:
    row = _campaign(request, campaign)
    context = {**queries.page(row, request.user), "reason_form": ReasonForm()}
    return render(request, "submissions/campaign.html", context)


@once
@require_POST
def campaign_openings(request: PersonRequest, campaign: UUID) -> HttpResponse:
    row = campaigns.open_campaign(_campaign(request, campaign), by=request.user)
    say(request, _("Everybody is asked. Reminders go out by themselves."))
    return redirect("campaign", row.pk)


@once
@require_POST
def campaign_closings(request: PersonRequest, campaign: UUID) -> HttpResponse:
    row = campaigns.close(_campaign(request, campaign), by=request.user)
    return redirect("campaign", row.pk)


@once
@require_POST
def campaign_stops(request: PersonRequest, campaign: UUID) -> HttpResponse:
    row = campaigns.stop(_campaign(request, campaign), by=request.user)
    return redirect("campaign", row.pk)


@once
@require_POST
def campaign_discards(request: PersonRequest, campaign: UUID) -> HttpResponse:
    campaigns.discard(_campaign(request, campaign), by=request.user)
    return redirect("submissions")


@once
@require_POST
def respondent_takings(request: PersonRequest, respondent: UUID) -> HttpResponse:
    row = _respondent(request, respondent)
    number = request.POST.get("number", "")
    handing.take(row, number=int(number) if number.isdecimal() else 0, by=request.user)
    return redirect("campaign", row.campaign_id)


@once
@require_POST
def respondent_returns(request: PersonRequest, respondent: UUID) -> HttpResponse:
    row, form = _respondent(request, respondent), ReasonForm(request.POST)
    policy.may_collect(request.user, row.campaign).require()
    if done(form, lambda **said: handing.give_back(row, by=request.user, **said)):
        return redirect("campaign", row.campaign_id)
    context = {
        **queries.page(row.campaign, request.user), "reason_form": form, "returning": row.pk,
    }  # fmt: skip
    return render(request, "submissions/campaign.html", context, status=422)


def _draft(request: PersonRequest, said: dict[str, Any]) -> Campaign:
    plan = campaigns.Plan(questions=read_questions(request.POST, None), **said)
    return campaigns.draft(plan, department=request.user.department, by=request.user)


def _revise(request: PersonRequest, row: Campaign, said: dict[str, Any]) -> Campaign:
    plan = campaigns.Plan(questions=read_questions(request.POST, None), **said)
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
    return campaigns.revise(row, plan, seen=version, by=request.user)


def _initial(row: Campaign) -> dict[str, Any]:
    asked = list(row.respondents.select_related("person"))
    words = {name: getattr(row, name) for name in campaigns.WORDS}
    return {
        **words,
        "due_on": row.due_at.date(),
        "departments": [one.department_id for one in asked if not one.is_personal],
        "people": "、".join(one.person.login for one in asked if one.is_personal),
    }


def _editor(request: PersonRequest, row: Campaign | None, form: CampaignForm) -> HttpResponse:
    rows = typed_questions(request.POST) if form.is_bound else rows_of(row)
    fault = _fault_in_questions(request, rows) if form.is_bound else ""
    context = {
        "campaign": row, "form": form, "rows": with_blanks(rows), "fault": fault,
        "kinds": Question.Kind.choices, "department": request.user.department,
    }  # fmt: skip
    return render(request, "submissions/edit.html", context, status=422 if form.is_bound else 200)


def _fault_in_questions(request: HttpRequest, rows: list[QuestionRow]) -> str:
    """Named where the questions stand as well, not only above the form."""
    return str(fault_in(read_questions(request.POST, None))) if rows else ""


def _campaign(request: PersonRequest, pk: UUID) -> Campaign:
    rows = Campaign.objects.visible_to(request.user)
    related = ("department__head", "department__deputy", "by")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _respondent(request: PersonRequest, pk: UUID) -> Respondent:
    rows = Respondent.objects.visible_to(request.user)
    related = ("campaign__department__head", "campaign__by", "department__head", "person")
    return get_object_or_404(rows.select_related(*related), pk=pk)
