"""One delivery, locked after its row: the same order as everywhere, so nobody waits in a circle."""

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.outcomes.models import Delivery
from tongzhou.plans.actions.locks import locked


def locked_delivery(delivery: Delivery) -> Delivery:
    task = locked(delivery.task)
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("by")
    fresh: Delivery = rows.get(pk=delivery.pk)
    if task.collaboration.state not in ("delivering", "accepting", "reviewing"):
        raise NotPossibleNow(_("Deliveries are judged before the collaboration is archived."))
    fresh.task = task
    return fresh
