"""The last tab: every task with its criteria and how far it is; one delivery's judgement."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.org.models import Person
from tongzhou.outcomes.models import Acceptance, Delivery, Dossier, Retrospective
from tongzhou.plans.models import Task
from tongzhou.plans.states import TASK
from tongzhou.progress.policy import carried


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    id: UUID
    name: str
    department: str
    hue: int
    deliverable: str
    criteria: tuple[str, ...]
    state: str
    state_label: str
    tone: str
    percent: int
    end: date | None
    delivery: Delivery | None
    may_deliver: bool


def outcome_page(case: Collaboration, person: Person) -> dict[str, Any]:
    retrospective = Retrospective.objects.filter(collaboration=case).first()
    return {
        "handovers": handovers(case, person),
        "retrospective": retrospective,
        "is_overdue": retrospective is not None
        and retrospective.state != "closed"
        and retrospective.due_at < clock.now(),
        "dossier": Dossier.objects.filter(collaboration=case).only("id", "hash").first(),
    }


def acceptance_of(delivery: Delivery) -> Acceptance | None:
    found = Acceptance.objects.filter(delivery=delivery)
    return (
        found.select_related("by", "on_behalf_of", "department")
        .prefetch_related("judgements", "remains")
        .first()
    )


def handovers(case: Collaboration, person: Person) -> list[Handover]:
    latest = Delivery.objects.select_related("by", "acceptance__by").order_by("-round")
    tasks = (
        Task.objects.filter(collaboration=case, removed_at=None)
        .select_related("department")
        .prefetch_related("criteria", Prefetch("deliveries", queryset=latest))
    )
    mine = set[UUID]()
    if case.state == "delivering":
        mine = carried(person, Task.objects.filter(collaboration=case))
    return [_handover(task, mine) for task in tasks]


def _handover(task: Task, mine: set[UUID]) -> Handover:
    state = TASK.state(task.state)
    deliveries = list(task.deliveries.all())
    return Handover(
        id=task.pk,
        name=task.name,
        department=task.department.name,
        hue=task.department.hue,
        deliverable=task.deliverable,
        criteria=tuple(criterion.text for criterion in task.criteria.all()),
        state=task.state,
        state_label=str(state.label),
        tone=state.tone,
        percent=task.percent,
        end=task.end,
        delivery=deliveries[0] if deliveries else None,
        may_deliver=task.pk in mine and TASK.allows(task.state, "deliver"),
    )
