"""The concerned departments are asked, beside the side that accepts; their balls."""

from tongzhou.collaborations import balls
from tongzhou.core import clock
from tongzhou.org.models import Department
from tongzhou.org.standing import Standing
from tongzhou.outcomes import holders, policy
from tongzhou.outcomes.models import Cosignature, Delivery
from tongzhou.outcomes.states import COSIGNATURE


def ask(delivery: Delivery) -> None:
    """Who is concerned is decided on the day of the delivery; the row may change later."""
    for department in policy.concerned_departments(delivery.task):
        row = Cosignature(delivery=delivery, department=department)
        row.save(force_insert=True)
        settle_ball(row)


def are_awaited(delivery: Delivery) -> bool:
    return delivery.cosignatures.filter(state="awaited").exists()


def answered_by_accepting(
    delivery: Delivery, department: Department, standing: Standing, *, sentence: str
) -> None:
    """A concerned department that accepts has said its word with that."""
    for row in delivery.cosignatures.filter(department=department, state="awaited"):
        row.delivery = delivery
        give(row, "co_sign", standing, sentence=sentence)


def give(row: Cosignature, verb: str, standing: Standing, *, sentence: str) -> None:
    row.state = COSIGNATURE.after(row.state, verb)
    row.sentence, row.at = sentence, clock.now()
    row.by, row.on_behalf_of = standing.person, standing.on_behalf_of
    row.save(update_fields=["state", "sentence", "at", "by", "on_behalf_of"])
    settle_ball(row)


def lapse(delivery: Delivery) -> None:
    """The delivery goes back: nobody is asked about it any more."""
    for row in delivery.cosignatures.filter(state="awaited"):
        row.delivery = delivery
        row.state = COSIGNATURE.after(row.state, "lapse")
        row.save(update_fields=["state"])
        settle_ball(row)


def settle_ball(row: Cosignature) -> None:
    task = row.delivery.task
    balls.settle(
        "cosignature",
        row.pk,
        task.collaboration,
        state=row.state,
        title=task.name,
        holders=holders.of_cosignature(row),
    )
