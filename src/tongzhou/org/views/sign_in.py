"""The door: signing in and out, proving who sits at the keyboard."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tongzhou.core.verdicts import Invalid, Sentence, TooOften
from tongzhou.org.actions.first_run import is_open
from tongzhou.org.addresses import safe_next
from tongzhou.org.doors import also_in
from tongzhou.org.forms.errors import show
from tongzhou.org.forms.people import ProofForm, SignInForm
from tongzhou.org.forms.second_factors import CodeForm
from tongzhou.org.middleware import public
from tongzhou.org.models import Person
from tongzhou.org.proof import PASSKEY, prove, prove_by_passkey
from tongzhou.org.sign_in import give_code, unlock, waiting
from tongzhou.org.sign_in import sign_in as enter


@public
@never_cache
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.POST.get("passkey"):
        return _by_passkey(request)
    person = waiting(request)
    if person and (request.method == "GET" or "code" in request.POST):
        return _second_step(request, person)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            enter(request, **form.cleaned_data)
            if person := waiting(request):
                return _page(request, "org/sign_in_code.html", CodeForm())
            return HttpResponseRedirect(safe_next(request), status=303)
        except (Invalid, TooOften) as refused:
            form.add_error(None, str(refused.sentence))
            return _page(request, "org/sign_in.html", form, refused)
    if request.user.is_authenticated:
        return HttpResponseRedirect(safe_next(request), status=303)
    if request.method == "GET" and is_open():
        return HttpResponseRedirect(reverse("first-run"), status=303)
    return _page(request, "org/sign_in.html", form)


def _by_passkey(request: HttpRequest) -> HttpResponse:
    try:
        unlock(request, request.POST["passkey"])
        return HttpResponseRedirect(safe_next(request), status=303)
    except (Invalid, TooOften) as refused:
        form = SignInForm({})
        form.errors.clear()
        form.add_error(None, str(refused.sentence))
        return _page(request, "org/sign_in.html", form, refused)


def _second_step(request: HttpRequest, person: Person) -> HttpResponse:
    form = CodeForm(request.POST if "code" in request.POST else None)
    if not form.is_valid():
        return _page(request, "org/sign_in_code.html", form)
    try:
        give_code(request, person, **form.cleaned_data)
        return HttpResponseRedirect(safe_next(request), status=303)
    except (Invalid, TooOften) as refused:
        form.add_error(None, str(refused.sentence))
        return _page(request, "org/sign_in_code.html", form, refused)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    return HttpResponseRedirect("/sign-in", status=303)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def identity_proofs(request: HttpRequest) -> HttpResponse:
    form = ProofForm(request.POST or None)
    by_passkey = bool(request.POST.get(PASSKEY))
    form.fields["password"].required = not by_passkey
    if request.method == "POST" and form.is_valid():
        try:
            if by_passkey:
                prove_by_passkey(request, request.POST[PASSKEY])
            else:
                prove(request, form.cleaned_data["password"], field="password")
            return HttpResponseRedirect(safe_next(request), status=303)
        except Invalid as invalid:
            show(form, invalid)
        except TooOften as refused:
            form.add_error(None, str(refused.sentence))
            return _page(request, "org/identity_proof.html", form, refused)
    return _page(request, "org/identity_proof.html", form)


def _page(
    request: HttpRequest,
    template: str,
    form: SignInForm | ProofForm | CodeForm,
    refused: Invalid | TooOften | None = None,
) -> HttpResponse:
    status = refused.status if refused else 422 if form.errors else 200
    back = safe_next(request)
    context = {"form": form, "next": back, "provider": _provider(back), "doors": list(_doors(back))}
    response = render(request, template, context, status=status)
    if refused and refused.retry_after:
        response["Retry-After"] = str(refused.retry_after)
    return response


def _provider(back: str) -> tuple[str, str] | None:
    """The company's own sign-in, where there is one: what it is called, where it begins."""
    if not settings.OIDC_ISSUER:
        return None
    return settings.OIDC_NAME, f"{reverse('oidc')}?{urlencode({'next': back}, safe='/')}"


def _doors(back: str) -> Iterator[tuple[Sentence, str]]:
    """Every other way in; those of messengers prove nothing when one signs."""
    if provider := _provider(back):
        yield provider
    on = urlencode({"next": back}, safe="/")
    yield from ((name, f"{reverse(route)}?{on}") for name, route in also_in())
