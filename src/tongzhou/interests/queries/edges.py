"""The measures that requests move, for many of them in one question."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tongzhou.collaborations.measuring import Moved, NoneYet
from tongzhou.core.prepared import Prepared
from tongzhou.interests.models import Effect, Unmeasured

MARKS = {Effect.Sign.HELPS: "＋", Effect.Sign.HURTS: "－"}


@Prepared
def _of_asks(asks: tuple[UUID, ...]) -> QuerySet[Effect, Any]:
    rows = Effect.objects.filter(ask__in=asks).order_by("sign", "at")
    return rows.values_list(
        "ask", "sign", "size", "measure", "measure__name", "measure__goal",
        "measure__goal__department", "measure__goal__department__name",
        "measure__goal__department__hue",
    )  # fmt: skip


def edges_of(asks: Sequence[UUID]) -> dict[UUID, list[Moved]]:
    found: defaultdict[UUID, list[Moved]] = defaultdict(list)
    for ask, *facts in _of_asks(tuple(asks)):
        found[ask].append(_moved(*facts))
    return dict(found)


def edges_in(effects: Iterable[Effect]) -> dict[UUID, list[Moved]]:
    """The same of effects that are at hand with their measures, goals and departments."""
    found: defaultdict[UUID, list[Moved]] = defaultdict(list)
    for one in effects:
        goal = one.measure.goal
        home = goal.department
        if one.ask_id:
            found[one.ask_id].append(
                _moved(
                    one.sign, one.size, one.measure_id, one.measure.name, goal.pk,
                    home.pk, home.name, home.hue,
                )
            )  # fmt: skip
    return dict(found)


def _moved(
    sign: str, size: int, measure: UUID, name: str, goal: UUID, home: UUID, called: str, hue: int
) -> Moved:
    mark, weight = Effect.Sign(sign), Effect.Size(size)
    return Moved(
        home, called, hue, measure, name, goal, str(mark.label), str(weight.label),
        MARKS[mark] * size, mark == Effect.Sign.HELPS,
    )  # fmt: skip


@Prepared
def _none_yet(asks: tuple[UUID, ...]) -> QuerySet[Unmeasured, Any]:
    rows = Unmeasured.objects.filter(ask__in=asks).order_by("at")
    return rows.values_list("ask", "department", "reason", "by__name")


def reasons_of(asks: Sequence[UUID]) -> dict[UUID, list[NoneYet]]:
    """Of the sides that move no measure of theirs yet."""
    found: defaultdict[UUID, list[NoneYet]] = defaultdict(list)
    for ask, department, reason, by in _none_yet(tuple(asks)):
        found[ask].append(NoneYet(department, reason, by))
    return dict(found)
