"""A concerned department co-signs a delivery, or objects and sends it back."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Person
from tongzhou.outcomes import policy
from tongzhou.outcomes.actions import acceptances, concerned
from tongzhou.outcomes.actions.deliveries import LONGEST
from tongzhou.outcomes.actions.locking import locked_delivery
from tongzhou.outcomes.events import DeliveryCosigned, DeliveryObjected
from tongzhou.outcomes.models import Cosignature
from tongzhou.outcomes.states import COSIGNATURE, DELIVERY
from tongzhou.progress.sentences import require_said


def co_sign(cosignature: Cosignature, *, sentence: str = "", by: Person) -> Cosignature:
    """The last of them completes an acceptance that was given already."""
    require_said({"sentence": sentence}, longest=LONGEST)
    with transaction.atomic():
        row = _locked(cosignature)
        standing = policy.as_cosigner(by, row)
        concerned.give(row, "co_sign", standing, sentence=sentence)
        delivery = row.delivery
        record(
            DeliveryCosigned(
                subject=delivery.pk, collaboration=delivery.task.collaboration_id,
                task=delivery.task.name, department=DepartmentId(row.department_id), said=sentence,
            ),
            by=by,
            on_behalf_of=standing.on_behalf_of,
            keeps=[row],
        )  # fmt: skip
        if delivery.state == "co_signing" and not concerned.are_awaited(delivery):
            acceptances.complete(delivery, by=by, on_behalf_of=standing.on_behalf_of)
        return row


def object_to(cosignature: Cosignature, *, reason: str, by: Person) -> Cosignature:
    """Back to work with the reason, whatever the others have said."""
    require_said(
        {"reason": reason},
        longest=LONGEST,
        needed={"reason": _("Please say what is missing, in one sentence.")},
    )
    with transaction.atomic():
        row = _locked(cosignature)
        standing = policy.as_cosigner(by, row)
        concerned.give(row, "object", standing, sentence=reason)
        delivery = row.delivery
        delivery.state = DELIVERY.after(delivery.state, "object")
        delivery.save(update_fields=["state"])
        record(
            DeliveryObjected(
                subject=delivery.pk, collaboration=delivery.task.collaboration_id,
                task=delivery.task.name, department=DepartmentId(row.department_id), reason=reason,
            ),
            by=by,
            on_behalf_of=standing.on_behalf_of,
            keeps=[row],
        )  # fmt: skip
        acceptances.take_effect(delivery, "return", by=by, on_behalf_of=standing.on_behalf_of)
        return row


def _locked(cosignature: Cosignature) -> Cosignature:
    """After its delivery, so that two departments never complete it at once."""
    delivery = locked_delivery(cosignature.delivery)
    rows = Cosignature.objects.select_for_update(of=("self",)).select_related("department__head")
    row: Cosignature = rows.get(pk=cosignature.pk)
    row.delivery = delivery
    COSIGNATURE.check(row.state, "co_sign")
    return row
