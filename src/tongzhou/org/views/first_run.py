"""The page on which a new house begins; there is none as soon as somebody is there."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tongzhou.core.verdicts import Invalid, TooOften
from tongzhou.org import proof
from tongzhou.org.actions import first_run as actions
from tongzhou.org.actions.sign_in import attempt
from tongzhou.org.addresses import address_of
from tongzhou.org.forms.errors import done, show
from tongzhou.org.forms.first_run import FirstRunForm
from tongzhou.org.middleware import public
from tongzhou.org.models import Person
from tongzhou.org.sign_in import let_in


@public
@never_cache
@sensitive_post_parameters("code", "password")
@require_http_methods(["GET", "POST"])
def first_run(request: HttpRequest) -> HttpResponse:
    if not actions.is_open():
        raise Http404
    form = FirstRunForm(request.POST or None)
    try:
        person = _begun(request, form)
    except TooOften as refused:
        form.add_error(None, str(refused.sentence))
        return _page(request, form, refused)
    if person is None:
        return _page(request, form)
    let_in(request, person)
    proof.remember(request)
    return HttpResponseRedirect(reverse("setting-up"), status=303)


def _begun(request: HttpRequest, form: FirstRunForm) -> Person | None:
    """Only a wrong code counts as an attempt; a weak password does not."""
    if not form.is_valid():
        return None
    try:
        with attempt("first-run", address_of(request)):
            actions.require_code(form.cleaned_data["code"])
    except Invalid as wrong:
        show(form, wrong)
        return None
    return done(form, actions.begin)


def _page(
    request: HttpRequest, form: FirstRunForm, refused: TooOften | None = None
) -> HttpResponse:
    status = refused.status if refused else 422 if form.errors else 200
    response = render(request, "org/first_run.html", {"form": form}, status=status)
    if refused:
        response["Retry-After"] = str(refused.retry_after)
    return response
