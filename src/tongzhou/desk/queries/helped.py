"""What others did for a person these days: kept promises, answers, signatures."""

from datetime import timedelta

from tongzhou.core import clock
from tongzhou.notices.models import Notice
from tongzhou.notices.queries import Told, told_of
from tongzhou.org.models import Person

HELPS = (
    "agreement.signed", "ask.accepted", "ask.accepted_with_conditions", "ask.agreed", "ask.chosen",
    "ask.confirmed", "ask.offer_chosen", "ask.options_offered", "ask.replied", "change.applied",
    "collaboration.came_into_force", "delivery.accepted", "delivery.delivered",
    "delivery.remains_finished", "improvement.done", "problem.option_proposed", "problem.ruled",
    "problem.settled", "risk_notice.acknowledged", "risk_notice.given", "risk_notice.settled", "thanks.said",
)  # fmt: skip
"""Kinds of entries by which somebody else moved a matter on that one has a part in."""

DAYS = 7
MOST = 8


def helped(person: Person) -> list[Told]:
    """The latest first; four queries."""
    since = clock.now() - timedelta(days=DAYS)
    rows = Notice.objects.visible_to(person).filter(kind__in=HELPS, created_at__gte=since)
    return told_of(rows.select_related("entry", "collaboration").order_by("-entry_id")[:MOST])
