"""Whose measures a collaboration helps or hurts, and which of them pull against each other."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries.measures import Unlinked, unlinked
from tongzhou.goals.models import Measure
from tongzhou.interests.models import Effect, Remedy
from tongzhou.interests.queries.edges import edges_in
from tongzhou.org.models import Department

SETTLING = dict(Remedy.Kind.choices)


@dataclass(frozen=True, slots=True)
class Conflict:
    """`hurt` is what somebody pays; `helped` are the departments that gain meanwhile."""

    hurt: Effect
    helped: tuple[Department, ...]
    remedy: Remedy | None

    @property
    def tone(self) -> str:
        return "moss" if self.remedy else "seal" if self.hurt.size == Effect.Size.LARGE else "amber"


@dataclass(frozen=True, slots=True)
class Radar:
    effects: tuple[Effect, ...]
    conflicts: tuple[Conflict, ...]
    unlinked: tuple[Unlinked, ...]

    @property
    def open(self) -> int:
        return sum(1 for one in self.conflicts if one.remedy is None)

    @property
    def without_gain(self) -> list[Department]:
        """Departments that only pay."""
        helped = {one.measure.goal.department_id for one in self.effects if one.sign == "helps"}
        hurt = {
            one.hurt.measure.goal.department.pk: one.hurt.measure.goal.department
            for one in self.conflicts
        }
        return [department for pk, department in hurt.items() if pk not in helped]


def radar(case: Collaboration) -> Radar:
    """Three queries; the case is already one that the reader sees."""
    effects = list(
        Effect.objects.filter(collaboration=case).select_related(
            "measure__goal__department", "ask", "by", "remedy__by"
        )
    )
    asks = case.asks.select_related("department", "collaboration__department")
    return Radar(
        tuple(effects), tuple(_conflicts(effects)), tuple(unlinked(asks, edges_in(effects)))
    )


def _conflicts(effects: Sequence[Effect]) -> list[Conflict]:
    gaining: dict[UUID, Department] = {}
    for effect in effects:
        if effect.sign == Effect.Sign.HELPS:
            department = effect.measure.goal.department
            gaining[department.pk] = department
    found = [
        Conflict(effect, tuple(_others(gaining, effect)), getattr(effect, "remedy", None))
        for effect in effects
        if effect.sign == Effect.Sign.HURTS
    ]
    return sorted(found, key=lambda one: (one.remedy is not None, -one.hurt.size))


def _others(gaining: dict[UUID, Department], effect: Effect) -> list[Department]:
    own = effect.measure.goal.department_id
    return [department for pk, department in gaining.items() if pk != own]


def measures_by_department(measures: QuerySet[Measure]) -> list[tuple[str, list[tuple[str, str]]]]:
    """For a select, grouped by department."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for measure in measures:
        groups[measure.goal.department.name].append((str(measure.pk), measure.name))
    return list(groups.items())
