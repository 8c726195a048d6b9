"""Gains told without a collaboration: no ball can wait for their receipt, so 今天 asks for them."""

from typing import Any

from django.db.models import QuerySet

from tongzhou.exchange.models import Gain
from tongzhou.interests.access import answered_by
from tongzhou.org.models import Person
from tongzhou.org.reading import counted_by, read_by


def _offers_for(person: Person) -> "QuerySet[Gain, Any]":
    waiting = Gain.objects.waiting().filter(collaboration=None)
    return waiting.filter(receiver__in=answered_by(person)).order_by("at").select_related("giver")


offers_for = read_by(_offers_for)


@counted_by
def offers_count(person: Person) -> "QuerySet[Gain, Any]":
    return _offers_for(person).order_by().values_list("pk")
