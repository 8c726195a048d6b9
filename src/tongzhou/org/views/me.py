"""What belongs to the person reading: language, appearance, password, delegates, tokens."""

from functools import partial
from uuid import UUID

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from tongzhou.core.verdicts import Invalid
from tongzhou.journal.once import once
from tongzhou.org import actions, queries
from tongzhou.org.actions.browsers import end_browser
from tongzhou.org.actions.sign_in import attempt
from tongzhou.org.addresses import address_of
from tongzhou.org.forms.errors import done, show
from tongzhou.org.forms.people import DelegationForm, PasswordForm, TokenForm
from tongzhou.org.middleware import public
from tongzhou.org.models import Browser, Delegation, Token
from tongzhou.org.proof import remember
from tongzhou.org.queries.browsers import browsers_of
from tongzhou.org.queries.second_factors import codes_left, second_factor_since
from tongzhou.org.request import PersonRequest
from tongzhou.org.sign_in import remember_here
from tongzhou.ui import views as ui_views
from tongzhou.ui.toasts import say


@require_GET
def me(request: PersonRequest) -> HttpResponse:
    return _page(request)


@public
@require_POST
def language(request: PersonRequest) -> HttpResponse:
    """Everywhere for a person, in this browser for everybody else."""
    if request.user.is_authenticated:
        chosen = request.POST.get("language", "")
        actions.set_language(request.user, by=request.user, language=chosen)
    return ui_views.language(request)


@public
@require_POST
def theme(request: PersonRequest) -> HttpResponse:
    if request.user.is_authenticated:
        actions.set_theme(request.user, by=request.user, theme=request.POST.get("theme", ""))
    return ui_views.theme(request)


@require_POST
def density(request: PersonRequest) -> HttpResponse:
    actions.set_density(request.user, by=request.user, density=request.POST.get("density", ""))
    return HttpResponseRedirect(reverse("me"), status=303)


@sensitive_post_parameters()
@require_POST
def passwords(request: PersonRequest) -> HttpResponse:
    """Not in one transaction with the answer: a wrong guess must stay counted."""
    form = PasswordForm(request.POST)
    if form.is_valid():
        _change_password(request, form)
    if form.errors:
        return _page(request, status=422, password_form=form)
    say(request, _("Your password is changed; other browsers are signed out."))
    return HttpResponseRedirect(reverse("me"), status=303)


@once
@require_POST
def session_ends(request: PersonRequest) -> HttpResponse:
    actions.end_sessions(request.user, by=request.user)
    _stay_here(request)
    say(request, _("All other browsers are signed out."))
    return redirect("me")


@once
@require_POST
def browser_ends(request: PersonRequest, browser: UUID) -> HttpResponse:
    found = get_object_or_404(Browser.objects.visible_to(request.user), pk=browser)
    end_browser(found, by=request.user, here=request.session.session_key)
    say(request, _("That browser is signed out."))
    return redirect("me")


@once
@require_POST
def delegations(request: PersonRequest) -> HttpResponse:
    form = DelegationForm(request.POST, by=request.user)
    if form.is_valid():
        form.cleaned_data["to"] = form.cleaned_data.pop("delegate")
    made = done(form, partial(actions.delegate, request.user, by=request.user))
    if made is None:
        return _page(request, status=422, delegation_form=form)
    say(request, _("%(person)s stands in for you on these days.") % {"person": made.delegate.name})
    return redirect("me")


@once
@require_POST
def delegation_ends(request: PersonRequest, delegation: UUID) -> HttpResponse:
    found = get_object_or_404(Delegation.objects.visible_to(request.user), pk=delegation)
    actions.end_delegation(found, by=request.user)
    return redirect("me")


@once
@require_POST
def tokens(request: PersonRequest) -> HttpResponse:
    form = TokenForm(request.POST)
    secret = done(form, partial(actions.create_token, request.user, by=request.user))
    if secret is None:
        return _page(request, status=422, token_form=form)
    return render(request, "org/token.html", {"secret": secret})


@once
@require_POST
def token_revocations(request: PersonRequest, token: UUID) -> HttpResponse:
    found = get_object_or_404(Token.objects.visible_to(request.user), pk=token)
    actions.revoke_token(found, by=request.user)
    own = found.person_id == request.user.pk
    return redirect("me" if own else "administration-tokens")


def _stay_here(request: PersonRequest) -> None:
    """All sessions are over; this browser begins a new one."""
    update_session_auth_hash(request, request.user)
    remember_here(request, request.user)


def _change_password(request: PersonRequest, form: PasswordForm) -> None:
    """A wrong current password counts as an attempt, a weak new one does not."""
    try:
        with attempt(f"proof:{request.user.pk}", address_of(request)):
            _try_to_change(request, form)
    except Invalid as wrong:
        show(form, wrong)


def _try_to_change(request: PersonRequest, form: PasswordForm) -> None:
    try:
        actions.change_password(request.user, by=request.user, **form.cleaned_data)
    except Invalid as invalid:
        if "current_password" in invalid.errors:
            raise
        show(form, invalid)
    else:
        _stay_here(request)
        remember(request)


def _page(request: PersonRequest, *, status: int = 200, **shown: forms.Form) -> HttpResponse:
    context = {
        "delegations": queries.delegations_of(request.user),
        "tokens": queries.tokens_of(request.user),
        "browsers": browsers_of(request.user, here=request.session.session_key),
        "passkeys": request.user.passkeys.all(),
        "second_factor": second_factor_since(request.user.pk),
        "codes_left": codes_left(request.user.pk),
        "password_form": PasswordForm(),
        "delegation_form": DelegationForm(by=request.user),
        "token_form": TokenForm(),
    }
    return render(request, "org/me.html", context | shown, status=status)
