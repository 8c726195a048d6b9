"""How a collaboration keeps in touch, as its page shows it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries.meetings import likely_people
from tongzhou.core.prepared import Prepared
from tongzhou.core.verdicts import Sentence
from tongzhou.org.models import Person
from tongzhou.plans.models import Role
from tongzhou.progress.models import Callee, Habit, UrgentCall

MOST_CALLS = 50


@dataclass(frozen=True, slots=True)
class Layer:
    """One line of the plan; empty texts where nothing is agreed for this layer."""

    key: str
    label: Sentence
    who: str = ""
    channel: str = ""
    moment: str = ""


@Prepared
def habits_of(case: UUID) -> QuerySet[Habit]:
    return Habit.objects.filter(collaboration=case).select_related("set_by")


def layers(rows: list[Habit]) -> list[Layer]:
    """In the order of everyday life: every day, every week, special, urgent."""
    by_layer = {row.layer: row for row in rows}
    known = [(layer, by_layer.get(layer.value)) for layer in Habit.Layer]
    return [
        Layer(layer.value, layer.label, row.who, row.channel, row.moment)
        for layer, row in known
        if row
    ]


def calls_of(case: UUID) -> list[UrgentCall]:
    rows = with_people(UrgentCall.objects.filter(collaboration=case))
    return list(rows[:MOST_CALLS])


def with_people(rows: QuerySet[UrgentCall]) -> QuerySet[UrgentCall]:
    callees = Callee.objects.select_related("person__department")
    related = ("by__department__head", "on_behalf_of", "minuted_by")
    return rows.select_related(*related).prefetch_related(Prefetch("callees", callees))


def whom_to_call(case: Collaboration, by: Person) -> list[Person]:
    """Whoever stands for a party, then those who carry a task; never oneself."""
    roles = Role.objects.filter(
        task__collaboration=case,
        task__removed_at=None,
        letter__in=("R", "A"),
        person__is_active=True,
    )
    carriers = [role.person for role in roles.select_related("person__department") if role.person]
    people = dict.fromkeys([*likely_people(case), *carriers])
    return [person for person in people if person.pk != by.pk]
