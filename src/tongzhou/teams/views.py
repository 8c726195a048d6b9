"""Virtual teams: the list, the charter, whom they borrow, and the home departments' signatures."""

from functools import partial
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.journal.once import once
from tongzhou.org import proof
from tongzhou.org.forms.errors import done
from tongzhou.org.models import Person
from tongzhou.org.request import PersonRequest
from tongzhou.teams import actions, policy, queries
from tongzhou.teams.forms import CharterForm, LoanForm, ReasonForm, RenewalForm, initial_charter
from tongzhou.teams.models import Loan, Team
from tongzhou.teams.pages import page_of
from tongzhou.teams.states import TEAM
from tongzhou.ui.toasts import say


@require_GET
def teams(request: PersonRequest) -> HttpResponse:
    over = request.GET.get("show") == "ended"
    number = request.GET.get("page", "1")
    context = {
        "teams": queries.teams_page(request.user, over=over, number=number),
        "over": over,
        "states": {state.key: state for state in TEAM.states},
        "waiting": queries.loans_waiting_for(request.user),
        "may_draft": policy.may_draft(request.user),
    }
    return render(request, "teams/list.html", context)


@once
@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    policy.may_draft(request.user).require()
    form = CharterForm(request.POST or None)
    if request.method == "GET":
        return render(request, "teams/form.html", {"form": form, "team": None})
    made = done(form, lambda **_given: actions.draft(form.charter(), by=request.user))
    if made is None:
        return render(request, "teams/form.html", {"form": form, "team": None}, status=422)
    return redirect("team", made.pk)


@require_GET
def team(request: PersonRequest, team: UUID) -> HttpResponse:
    return _page(request, _team(request, team))


@once
@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, team: UUID) -> HttpResponse:
    found = _team(request, team)
    policy.may_lead(request.user, found).require()
    form = CharterForm(request.POST or None, initial=initial_charter(found))
    if request.method == "GET":
        return render(request, "teams/form.html", {"form": form, "team": found})
    change = partial(actions.change_charter, found, by=request.user)
    done(form, lambda version, **_given: change(form.charter(), version=version))
    if form.errors:
        return render(request, "teams/form.html", {"form": form, "team": found}, status=422)
    return redirect("team", found.pk)


@once
@require_POST
def loans(request: PersonRequest, team: UUID) -> HttpResponse:
    found = _team(request, team)
    policy.may_lead(request.user, found).require()
    form = LoanForm(request.POST, by=request.user)
    done(form, partial(actions.borrow, found, by=request.user))
    return _after(request, found, form, shown_as="loan_form")


@once
@require_POST
def proposals(request: PersonRequest, team: UUID) -> HttpResponse:
    found = actions.propose(_team(request, team), by=request.user)
    say(request, _("The home departments have been asked."))
    return redirect("team", found.pk)


@once
@require_POST
def renewals(request: PersonRequest, team: UUID) -> HttpResponse:
    found = _team(request, team)
    policy.may_lead(request.user, found).require()
    form = RenewalForm(request.POST)
    done(form, partial(actions.renew, found, by=request.user))
    return _after(request, found, form, shown_as="renewal_form")


@once
@require_POST
def endings(request: PersonRequest, team: UUID) -> HttpResponse:
    found = _team(request, team)
    policy.may_lead(request.user, found).require()
    form = ReasonForm(request.POST)
    done(form, partial(actions.end, found, by=request.user))
    return _after(request, found, form, shown_as="ending_form")


@proof.proof_needed
@once
@require_POST
def signatures(request: PersonRequest, loan: UUID) -> HttpResponse:
    found = _loan(request, loan)
    moment = proof.proved_at(request)
    text = f"{proof.BY_PASSWORD} {moment.isoformat() if moment else ''}".strip()
    actions.sign(found, by=request.user, proof=text)
    say(request, _("Signed: %(person)s may work there.") % {"person": found.person.name})
    return redirect("team", found.team_id)


@once
@require_POST
def refusals(request: PersonRequest, loan: UUID) -> HttpResponse:
    found = _loan(request, loan)
    policy.may_lend(request.user, found.home).require()
    form = ReasonForm(request.POST)
    done(form, partial(actions.decline, found, by=request.user))
    return _after(request, found.team, form, shown_as="refusal_form")


@once
@require_POST
def releases(request: PersonRequest, loan: UUID) -> HttpResponse:
    found = _loan(request, loan)
    actions.release(found, by=request.user)
    return redirect("team", found.team_id)


@require_GET
def person_teams(request: PersonRequest, person: UUID) -> HttpResponse:
    """A card of the person's page, and a page of its own for who has no script."""
    found = get_object_or_404(Person.objects.visible_to(request.user), pk=person)
    lent = queries.teams_of(found, by=request.user)
    context = {"person": found, "lent": lent, "share": sum(one.percent for one in lent)}
    card = request.headers.get("HX-Request")
    return render(request, "teams/_person.html" if card else "teams/person.html", context)


def _team(request: PersonRequest, pk: UUID) -> Team:
    visible = Team.objects.visible_to(request.user).select_related("leader__department")
    return get_object_or_404(visible, pk=pk)


def _loan(request: PersonRequest, pk: UUID) -> Loan:
    visible = Loan.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("team__leader", "home", "person"), pk=pk)


def _after(request: PersonRequest, found: Team, form: forms.Form, *, shown_as: str) -> HttpResponse:
    if form.errors:
        return _page(request, found, status=422, **{shown_as: form})
    return redirect("team", found.pk)


def _page(
    request: PersonRequest, found: Team, *, status: int = 200, **shown: forms.Form
) -> HttpResponse:
    context = page_of(found, request.user, must_prove=not proof.recently_proved(request))
    return render(request, "teams/page.html", context | shown, status=status)
