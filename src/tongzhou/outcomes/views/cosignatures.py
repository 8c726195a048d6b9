"""A concerned department's word on a delivery: read, sign, object."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from tongzhou.journal.once import once
from tongzhou.org.forms.errors import done
from tongzhou.org.request import PersonRequest
from tongzhou.outcomes.actions import cosignatures
from tongzhou.outcomes.forms.cosignatures import CosignForm, ObjectForm
from tongzhou.outcomes.models import Cosignature
from tongzhou.outcomes.views.deliveries import delivery_page, load_delivery


@require_GET
def cosignature(request: PersonRequest, cosignature: UUID) -> HttpResponse:
    row = _cosignature(request, cosignature)
    return delivery_page(request, row.delivery, matter=row.pk)


@once
@require_POST
def cosignature_signatures(request: PersonRequest, cosignature: UUID) -> HttpResponse:
    row, form = _cosignature(request, cosignature), CosignForm(request.POST)
    if done(form, lambda sentence: cosignatures.co_sign(row, sentence=sentence, by=request.user)):
        return redirect("delivery", row.delivery_id)
    return delivery_page(request, row.delivery, 422, matter=row.pk, cosign_form=form)


@once
@require_POST
def cosignature_objections(request: PersonRequest, cosignature: UUID) -> HttpResponse:
    row, form = _cosignature(request, cosignature), ObjectForm(request.POST)
    if done(form, lambda reason: cosignatures.object_to(row, reason=reason, by=request.user)):
        return redirect("delivery", row.delivery_id)
    return delivery_page(request, row.delivery, 422, matter=row.pk, object_form=form)


def _cosignature(request: PersonRequest, pk: UUID) -> Cosignature:
    rows = Cosignature.objects.visible_to(request.user).select_related("department")
    row = get_object_or_404(rows, pk=pk)
    row.delivery = load_delivery(request, row.delivery_id)
    return row
