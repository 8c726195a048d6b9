"""Whose move it is on a package deal, and until when.

While all are silently asked every side keeps its ball until the end: whose ball is gone would tell
who has answered.
"""

from datetime import datetime

from tongzhou.collaborations import balls
from tongzhou.collaborations.actions.moves import locked
from tongzhou.collaborations.balls import Holder
from tongzhou.core import clock
from tongzhou.core.forgetting import for_good
from tongzhou.interests.actions.turns import HOURS, initiating_holder, speaking_holder
from tongzhou.interests.models import (
    Deal,
    DealAnswer,
    DealPick,
    DealPoints,
    DealScore,
    DealSide,
)
from tongzhou.interests.states import DEAL
from tongzhou.org.calendars import calendar


def locked_deal(deal: Deal) -> Deal:
    """The row as it stands now; its collaboration is locked first, as everybody does."""
    case = locked(deal.collaboration)
    row: Deal = Deal.objects.select_for_update(of=("self",)).get(pk=deal.pk)
    row.collaboration = case
    return row


def moved(deal: Deal, verb: str, to: str | None = None) -> None:
    """The next state, and since when; whoever calls saves."""
    after = DEAL.after(deal.state, verb, to=to)
    if after != deal.state:
        deal.state, deal.since = after, clock.now()


def due_of(deal: Deal) -> datetime | None:
    if not DEAL.state(deal.state).clock:
        return None
    return calendar().add_working_hours(deal.since, HOURS)


def settle(deal: Deal) -> None:
    due = due_of(deal)
    match DEAL.state(deal.state).ball:
        case "initiator":
            holders = [initiating_holder(deal.collaboration, due)]
        case "sides":
            holders = [
                speaking_holder(side.department, deal.collaboration, due)
                for side in _waiting_sides(deal)
            ]
        case _:
            holders = list[Holder]()
    balls.settle(
        "deal", deal.pk, deal.collaboration, state=deal.state, title=deal.question, holders=holders
    )


def forget(deal: Deal, *, package: bool) -> None:
    """What nobody may read is not kept; without a yes of all, neither is the package."""
    with for_good():
        DealPoints.objects.filter(side__deal=deal).delete()
        DealScore.objects.filter(side__deal=deal).delete()
        DealAnswer.objects.filter(side__deal=deal).delete()
        if package:
            DealPick.objects.filter(deal=deal).delete()


def _waiting_sides(deal: Deal) -> list[DealSide]:
    sides = deal.sides.select_related("department__head", "department__deputy")
    return list(sides if deal.state == "asked" else sides.filter(handed_in_at=None))
