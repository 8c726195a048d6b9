"""What an acceptance left open: the delivering side makes it good, the accepting side says whether it is."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.outcomes import policy
from tongzhou.outcomes.actions.acceptances import move_on
from tongzhou.outcomes.actions.deliveries import LONGEST, settle_ball
from tongzhou.outcomes.actions.locking import locked_delivery
from tongzhou.outcomes.events import RemainsFinished, RemainsHandedIn, RemainsReturned
from tongzhou.outcomes.models import Delivery, Remain
from tongzhou.outcomes.states import DELIVERY
from tongzhou.plans import actions as plans
from tongzhou.progress.sentences import require_said


def hand_in_remains(delivery: Delivery, *, sentence: str, by: Person) -> None:
    """What remained is there now; the acceptor looks at it."""
    require_said(
        {"sentence": sentence},
        longest=LONGEST,
        needed={"sentence": _("What was added, and where to see it, please.")},
    )
    with transaction.atomic():
        held = locked_delivery(delivery)
        standing = policy.as_deliverer(by, held.task)
        _write(held, "hand_in_remains", done_at=clock.now())
        event = RemainsHandedIn(**_facts(held), said=sentence)
        record(event, by=by, on_behalf_of=standing.on_behalf_of)


def return_remains(delivery: Delivery, *, sentence: str, by: Person) -> None:
    """Something still remains: the delivering side moves again."""
    require_said(
        {"sentence": sentence},
        longest=LONGEST,
        needed={"sentence": _("Please say what is missing, in one sentence.")},
    )
    with transaction.atomic():
        held = locked_delivery(delivery)
        _department, standing = policy.as_acceptor(by, held)
        _write(held, "return_remains", done_at=None)
        event = RemainsReturned(**_facts(held), reason=sentence)
        record(event, by=by, on_behalf_of=standing.on_behalf_of)


def finish_remains(delivery: Delivery, *, by: Person) -> None:
    """Nothing remains; the acceptor may say so before anything was handed in."""
    with transaction.atomic():
        held = locked_delivery(delivery)
        _department, standing = policy.as_acceptor(by, held)
        behalf = standing.on_behalf_of
        _write(held, "finish_remains", done_at=clock.now())
        plans.move_task(held.task, "finish_remains", by=by, on_behalf_of=behalf)
        record(RemainsFinished(**_facts(held)), by=by, on_behalf_of=behalf)
        move_on(held.task, by=by)


def _write(delivery: Delivery, verb: str, *, done_at: datetime | None) -> None:
    delivery.state = DELIVERY.after(delivery.state, verb)
    delivery.save(update_fields=["state"])
    remains = Remain.objects.filter(acceptance__delivery=delivery)
    (remains.filter(done_at=None) if done_at else remains).update(done_at=done_at)
    settle_ball(delivery)


def _facts(delivery: Delivery) -> dict[str, Any]:
    task = delivery.task
    return {"subject": delivery.pk, "collaboration": task.collaboration_id, "task": task.name}
