"""Gains: what waits for a word, offering one, saying what came, and the picture between departments."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.collaborations.views.loading import load_case
from tongzhou.exchange.actions import gains
from tongzhou.exchange.forms import OfferForm, ReceiptForm
from tongzhou.exchange.models import Gain
from tongzhou.exchange.queries import gains as asking
from tongzhou.exchange.queries.picture import between, picture
from tongzhou.exchange.queries.waiting import offers_for
from tongzhou.interests.queries.maps import parties_of
from tongzhou.journal.once import once
from tongzhou.org.forms.errors import done
from tongzhou.org.request import PersonRequest

SHOWN = {
    "asks": _("Requests"),
    "hours": _("Hours to the first answer"),
    "kept": _("Promises kept"),
    "gains": _("Gains confirmed"),
    "silent": _("Silence"),
}
"""What the cells of the picture can say."""


@require_GET
def exchange(request: PersonRequest) -> HttpResponse:
    context = {
        "waiting": asking.to_confirm(request.user),
        "given": asking.given(request.user),
        "received": asking.received(request.user),
    }
    return render(request, "exchange/page.html", context)


@require_GET
def waiting_gains(request: PersonRequest) -> HttpResponse:
    """For 今天: nothing where nobody waits for a word."""
    return render(request, "exchange/_waiting.html", {"offers": offers_for(request.user)})


@require_GET
def exchange_picture(request: PersonRequest) -> HttpResponse:
    wanted = request.GET.get("show", "")
    shown = wanted if wanted in SHOWN else "asks"
    views = [(label, f"?show={key}", key == shown) for key, label in SHOWN.items()]
    context = {"picture": picture(request.user), "shown": shown, "views": views}
    return render(request, "exchange/picture.html", context)


@require_GET
def case_exchange(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    """A fragment of the page where interests are aligned, and a page for who has no script."""
    case = load_case(request, collaboration)
    found = between([one.pk for one in parties_of(case)], request.user)
    context = {"picture": found, "gains": asking.of_case(case), "case": case}
    fragment = "HX-Request" in request.headers
    template = "exchange/_case.html" if fragment else "exchange/case.html"
    return render(request, template, context)


@once
@require_http_methods(["GET", "POST"])
def new_gain(request: PersonRequest) -> HttpResponse:
    form = OfferForm(*asking.sides_for(request.user), request.POST or None)
    made = done(form, lambda giver, receiver, what, amount, unit: gains.offer(
        giver, gains.Offer(what, None, amount, unit), receiver=receiver, by=request.user))  # fmt: skip
    if made:
        return redirect("gain", made.pk)
    status = 422 if form.is_bound else 200
    return render(request, "exchange/offer.html", {"form": form}, status=status)


@require_GET
def gain(request: PersonRequest, gain: UUID) -> HttpResponse:
    return _page(request, _gain(request, gain), ReceiptForm())


@once
@require_POST
def gain_receipts(request: PersonRequest, gain: UUID) -> HttpResponse:
    row, form = _gain(request, gain), ReceiptForm(request.POST)
    if done(form, lambda **facts: gains.receive(row, by=request.user, **facts)):
        return redirect("gain", row.pk)
    return _page(request, row, form)


@once
@require_POST
def gain_withdrawals(request: PersonRequest, gain: UUID) -> HttpResponse:
    row = _gain(request, gain)
    gains.withdraw(row, by=request.user)
    return redirect("gain", row.pk)


def _page(request: PersonRequest, row: Gain, form: ReceiptForm) -> HttpResponse:
    context = {**asking.page(row, request.user), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "exchange/gain.html", context, status=status)


def _gain(request: PersonRequest, pk: UUID) -> Gain:
    rows = Gain.objects.visible_to(request.user).with_silence().select_related(*asking.SHOWN)
    return get_object_or_404(rows, pk=pk)
