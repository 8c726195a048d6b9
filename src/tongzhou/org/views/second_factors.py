"""The second step of signing in, as its owner sets it up and ends it."""

from uuid import UUID

import segno
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tongzhou.core.verdicts import Invalid
from tongzhou.journal.once import once
from tongzhou.org import one_time
from tongzhou.org.actions import second_factors as actions
from tongzhou.org.actions.sign_in import attempt
from tongzhou.org.addresses import address_of
from tongzhou.org.forms.second_factors import CodeForm
from tongzhou.org.models import Person
from tongzhou.org.models.second_factors import SecondFactor
from tongzhou.org.proof import proof_needed
from tongzhou.org.request import PersonRequest
from tongzhou.ui.toasts import say


@never_cache
@require_POST
@proof_needed
def second_factors(request: PersonRequest) -> HttpResponse:
    made = actions.start(request.user, by=request.user)
    return _setup(request, made, CodeForm())


@never_cache
@require_POST
@proof_needed
def confirmations(request: PersonRequest) -> HttpResponse:
    """Not in one transaction with the answer: a wrong guess must stay counted."""
    form = CodeForm(request.POST)
    factor = get_object_or_404(SecondFactor, person=request.user)
    if form.is_valid():
        try:
            with attempt(f"code:{request.user.pk}", address_of(request)):
                codes = actions.confirm(
                    request.user, by=request.user, code=form.cleaned_data["code"]
                )
            return _shown(request, codes)
        except Invalid as wrong:
            form.add_error("code", str(wrong.sentence))
    return _setup(request, factor, form, status=422)


@never_cache
@require_POST
@proof_needed
def codes(request: PersonRequest) -> HttpResponse:
    """Not kept for a repetition of the form: they are shown once."""
    return _shown(request, actions.renew_codes(request.user, by=request.user))


def _shown(request: PersonRequest, fresh: list[str]) -> HttpResponse:
    text = "\n".join(fresh)
    return render(request, "org/recovery_codes.html", {"codes": fresh, "text": text})


@require_POST
@proof_needed
@once
def ends(request: PersonRequest) -> HttpResponse:
    actions.end(request.user, by=request.user)
    say(request, _("One-time codes are ended: the password alone opens the door again."))
    return redirect("me")


@require_POST
@proof_needed
@once
def ends_of(request: PersonRequest, person: UUID) -> HttpResponse:
    found = get_object_or_404(Person.objects.visible_to(request.user), pk=person)
    actions.end(found, by=request.user)
    say(request, _("The one-time codes of %(person)s are ended.") % {"person": found.name})
    return redirect("person", found.pk)


def _setup(
    request: PersonRequest, made: SecondFactor, form: CodeForm, *, status: int = 200
) -> HttpResponse:
    address = one_time.address_of(made.secret, issuer="同舟", account=request.user.login)
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=2, light="white")
    context = {"picture": picture, "secret": made.secret, "form": form}
    return render(request, "org/second_factor.html", context, status=status)
