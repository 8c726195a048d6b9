"""Gains told without a collaboration: no ball can wait for their receipt, so 今天 and a clock of their
own ask for them."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tongzhou.core import clock
from tongzhou.exchange.models import Asked, Gain
from tongzhou.interests.access import answered_by
from tongzhou.org.models import Person
from tongzhou.org.reading import counted_by, read_by


def _offers_for(person: Person) -> "QuerySet[Gain, Any]":
    """Where everybody was asked in vain, asking ends."""
    waiting = Gain.objects.still_asked().filter(collaboration=None)
    return waiting.filter(receiver__in=answered_by(person)).order_by("at").select_related("giver")


offers_for = read_by(_offers_for)


@counted_by
def offers_count(person: Person) -> "QuerySet[Gain, Any]":
    return _offers_for(person).order_by().values_list("pk")


def unanswered(most: int) -> list[UUID]:
    """Whose next step is due, the longest silent first."""
    rows = Asked.objects.filter(
        next_at__lte=clock.now(), gain__receipt=None, gain__withdrawn_at=None
    )
    return list(rows.order_by("next_at", "pk").values_list("pk", flat=True)[:most])
