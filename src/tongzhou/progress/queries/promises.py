"""What was promised week by week, and how much of it was done: by pairs of departments, never by person."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from tongzhou.collaborations.models import Collaboration
from tongzhou.org.models import Department, Person
from tongzhou.plans.models import Task
from tongzhou.progress.models import CheckIn, WeeklyRound


@dataclass(frozen=True, slots=True)
class Promised:
    """What the row's people said for this week; `kept` None: they have not told yet."""

    id: UUID
    text: str
    kept: bool | None
    reason: str

    @property
    def is_judged(self) -> bool:
        return self.kept is not None


@dataclass(frozen=True, slots=True)
class Pair:
    """What one department promised another, as far as it was told how it went."""

    giver: Department
    receiver: Department
    kept: int
    judged: int

    @property
    def rate(self) -> int:
        return round(100 * self.kept / self.judged)


@dataclass(frozen=True, slots=True)
class Share:
    """Of one department within a collaboration."""

    name: str
    hue: int
    kept: int
    judged: int


@dataclass(frozen=True, slots=True)
class Words:
    """By row: the newest update of this week, and what was promised for it before."""

    said: dict[UUID, CheckIn]
    promised: dict[UUID, Promised]


def words_of(tasks: QuerySet[Task]) -> Words:
    """This week is the newest that was opened in each collaboration; one query."""
    opened = WeeklyRound.objects.exclude(state="coming").order_by("-week")
    newest = opened.filter(collaboration=OuterRef("round__collaboration")).values("week")[:1]
    earlier = CheckIn.objects.filter(task=OuterRef("pk"), round__week__lt=Subquery(newest))
    last = earlier.exclude(next_week="").order_by("-round__week", "-at", "-id").values("pk")[:1]
    promises = tasks.order_by().annotate(promise=Subquery(last)).values("promise")
    rows = CheckIn.objects.filter(task__in=tasks.order_by().values("pk")).annotate(
        newest=Subquery(newest)
    )
    found = rows.filter(Q(round__week__gte=F("newest")) | Q(pk__in=promises))
    words = Words({}, {})
    for row in found.select_related("round", "verdict", "by").order_by("at", "id"):
        if row.round.week >= row.newest:
            words.said[row.task_id] = row
        else:
            words.promised[row.task_id] = _promised(row)
    return words


def _promised(row: CheckIn) -> Promised:
    verdict = getattr(row, "verdict", None)
    if verdict is None:
        return Promised(row.pk, row.next_week, None, "")
    return Promised(row.pk, row.next_week, verdict.is_kept, verdict.reason)


def counts(case: Collaboration) -> tuple[int, int]:
    """Kept, and told how they went."""
    found = Task.objects.filter(collaboration=case).aggregate(kept=KEPT, judged=JUDGED)
    return found["kept"], found["judged"]


JUDGED = Count("check_ins__verdict")
KEPT = Count("check_ins__verdict", filter=Q(check_ins__verdict__is_kept=True))


def pairs(person: Person) -> list[Pair]:
    """From whoever carries a row to whoever initiated; only rows the reader may see."""
    rows = Task.objects.visible_to(person).exclude(department=F("collaboration__department"))
    named = rows.order_by().values_list("department", "collaboration__department")
    counted = list(named.annotate(kept=KEPT, judged=JUDGED).filter(judged__gt=0))
    homes = Department.objects.in_bulk({one for row in counted for one in row[:2]})
    found = [Pair(homes[one], homes[other], kept, judged) for one, other, kept, judged in counted]
    return sorted(found, key=lambda pair: (-pair.judged, pair.giver.path, pair.receiver.path))


def by_department(case: Collaboration) -> list[Share]:
    """The same within one collaboration; the initiator's own rows are promised to all."""
    rows = Task.objects.filter(collaboration=case).order_by("department__path")
    named = rows.values_list("department__name", "department__hue")
    counted = named.annotate(kept=KEPT, judged=JUDGED).filter(judged__gt=0)
    return [Share(*row) for row in counted]
