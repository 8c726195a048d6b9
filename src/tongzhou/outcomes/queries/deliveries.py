"""The last tab: every task with its criteria and how far it is; one delivery's judgement."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.discussions.models import Attachment
from tongzhou.files.models import StoredFile
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person
from tongzhou.org.reading import counted_by, read_by
from tongzhou.outcomes import policy
from tongzhou.outcomes.criteria import Asked, Kind, read
from tongzhou.outcomes.models import Acceptance, Delivery, Dossier, Result, Retrospective
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
    criteria: tuple[tuple[str, str], ...]
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


@dataclass(frozen=True, slots=True)
class Held:
    """A criterion with what the delivery brings for it."""

    result: Result
    asked: Asked
    may_confirm: bool


def with_results(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    said = Result.objects.select_related("person", "confirmed_by")
    return rows.prefetch_related(Prefetch("results", said))


def results_of(delivery: Delivery, person: Person) -> list[Held]:
    rows = delivery.results.all()
    waits = delivery.state == "delivered"
    return [
        Held(
            row, row.asked,
            waits and row.person is not None and not row.confirmed_at
            and bool(policy.may_confirm(person, row)),
        )
        for row in rows
    ]  # fmt: skip


def _waiting_for_confirmation(person: Person) -> QuerySet[Result]:
    """Criteria of open deliveries this person, or whom this person stands in for, confirms."""
    rows = Result.objects.visible_to(person).filter(
        person__in=stands_for(person), confirmed_at=None, delivery__state="delivered"
    )
    return rows.select_related("delivery__task").order_by("delivery__at")


waiting_for_confirmation = read_by(_waiting_for_confirmation)


@counted_by
def confirmations_count(person: Person) -> QuerySet[Result, Any]:
    return _waiting_for_confirmation(person).order_by().values_list("pk")


def files_of(delivery: Delivery) -> list[StoredFile]:
    """What was handed in with the delivery itself, not with a comment."""
    with_it = Attachment.objects.filter(kind="delivery", subject=delivery.pk, comment=None)
    rows = with_it.filter(file__withdrawn_at=None).select_related("file")
    return [attachment.file for attachment in rows]


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
        criteria=tuple(_typed(criterion.text) for criterion in task.criteria.all()),
        state=task.state,
        state_label=str(state.label),
        tone=state.tone,
        percent=task.percent,
        end=task.end,
        delivery=deliveries[0] if deliveries else None,
        may_deliver=task.pk in mine and TASK.allows(task.state, "deliver"),
    )


def _typed(text: str) -> tuple[str, str]:
    """A criterion and what kind of thing it asks for."""
    return text, str(Kind(read(text).kind).label)
