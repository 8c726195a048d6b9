"""What became of plans: slipped how far, planned anew how often, done in time or not."""

from collections import defaultdict
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField, Count, F, Q
from django.db.models.functions import Cast, Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.models import ChangeRequest
from tongzhou.insight.queries.standing import past_named
from tongzhou.insight.queries.together import Together
from tongzhou.insight.scope import Scope
from tongzhou.insight.tables import Cell, Named, Table
from tongzhou.outcomes.models import Delivery
from tongzhou.past.models import PastTarget, PastTask, Period
from tongzhou.plans.models import Task


class Slip(NamedTuple):
    """`by` periods later than first planned; negative is earlier. `moved`: how often."""

    case: UUID
    key: str
    title: str
    task: str
    first: str
    last: str
    by: int
    moved: int


class Planning:
    """Reads the history of targets once for every table that follows from it."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        rows = PastTarget.objects.filter(case__in=scope.past().values("pk"))
        values = rows.order_by("task", "case__source", "case__place", "place").values_list(
            "task", "case_id", "case__key", "case__title", "case__source_id", "before", "after"
        )
        order = {(one.source_id, one.key): one.order for one in Period.objects.all()}
        self.slips: list[Slip] = []
        self.moved: defaultdict[tuple[UUID, str, str], int] = defaultdict(int)
        self.planned: set[UUID] = set()
        for (task, case, key, title, source), history in groupby(values, key=lambda one: one[:5]):
            steps = [one[5:] for one in history]
            moved = sum(1 for before, after in steps if before and after)
            self.moved[case, key, title] += moved
            named = [after for _before, after in steps if (source, after) in order]
            if named and steps[-1][1]:
                by = order[source, named[-1]] - order[source, named[0]]
                self.slips.append(Slip(case, key, title, task, named[0], named[-1], by, moved))
                self.planned.add(case)

    def slipped(self) -> Table:
        """Of rows that still have a target: furthest first."""
        found = [(place, one) for place, one in enumerate(self.slips) if one.by > 0]
        found.sort(key=lambda one: (one[1].task, -one[1].by, one[0]))
        return Table(
            "slips", _("Later than first planned"),
            (_("Row"), _("Collaboration"), _("First planned"), _("Last planned"), _("Periods later"),
             _("Planned anew")),
            [(one.task, past_named(one.key, one.title, one.case), one.first, one.last, one.by, one.moved)
             for _place, one in found],
        )  # fmt: skip

    def slip_totals(self) -> Table:
        by_task: defaultdict[str, list[int]] = defaultdict(list)
        for one in self.slips:
            by_task[one.task].append(one.by)
        rows: list[list[Cell]] = [
            [task, len(one), sum(by > 0 for by in one), one.count(0), sum(by < 0 for by in one),
             sum(by for by in one if by > 0)]
            for task, one in sorted(by_task.items())
        ]  # fmt: skip
        return Table(
            "slip-totals", _("Plans kept and moved"),
            (_("Row"), _("With a target"), _("Later"), _("As first planned"), _("Earlier"),
             _("Periods later altogether")),
            [tuple(one) for one in rows],
        )  # fmt: skip

    def replans(self) -> Table:
        """Targets that gave way to another target; here: changes that took force."""
        places = {
            case: place for place, case in enumerate(self.scope.past().values_list("pk", flat=True))
        }
        past = [(times, places.get(case, 0), past_named(key, title, case))
                for (case, key, title), times in self.moved.items() if times]  # fmt: skip
        live = [(times, 0, named) for times, named in _changed(self.scope)]
        rows = sorted([*live, *past], key=lambda one: (-one[0], one[1]))
        return Table(
            "replans", _("Planned anew most often"), (_("Collaboration"), _("How often")),
            [(named, times) for times, _place, named in rows],
        )  # fmt: skip

    @property
    def never_moved(self) -> int:
        moved = {case for (case, _key, _title), times in self.moved.items() if times}
        return len(self.planned - moved)


def kept(scope: Scope, together: Together) -> Table:
    """By department: rows handed over by their last day, later, and open past it."""
    counts: defaultdict[UUID | None, list[int]] = defaultdict(lambda: [0, 0, 0])
    first = Delivery.objects.filter(task__collaboration__in=scope.live().values("pk"))
    handed = first.filter(round=1, task__end__isnull=False).order_by()
    days = handed.annotate(day=_day("at"), end=_day("task__end")).values_list("task__department_id")
    for department, times, later in days.annotate(
        times=Count("pk"), later=Count("pk", filter=Q(day__gt=F("end")))
    ):
        counts[department][0] += times - later
        counts[department][1] += later
    waiting = Task.objects.filter(collaboration__in=scope.live().values("pk")).standing()
    late = waiting.filter(state__in=("not_started", "in_progress"), end__lt=scope.day).order_by()
    late = late.filter(collaboration__state__in=("delivering", "accepting"))
    for department, times in late.values_list("department_id").annotate(times=Count("pk")):
        counts[department][2] += times
    past = PastTask.objects.filter(case__in=scope.past().values("pk"), due__isnull=False).order_by()
    for department, times, late_times in past.exclude(done_on=None).values_list("department_id").annotate(
        times=Count("pk"), late=Count("pk", filter=Q(done_on__gt=F("due")))
    ):  # fmt: skip
        counts[department][0] += times - late_times
        counts[department][1] += late_times
    rows = [(together.places[pk], one) for pk, one in counts.items() if pk]
    rows.sort(key=lambda one: (-sum(one[1]), one[0].code))
    return Table(
        "kept", _("Handed over in time"),
        (_("Department"), _("In time"), _("Later"), _("Open past its day")),
        [(place.named, *one) for place, one in rows],
    )  # fmt: skip


def _day(name: str) -> Substr:
    """As it is kept, so that thousands of rows are compared where they lie."""
    return Substr(Cast(name, CharField()), 1, 10)


def _changed(scope: Scope) -> list[tuple[int, Named]]:
    applied = ChangeRequest.objects.filter(
        collaboration__in=scope.live().values("pk"), state="applied"
    ).order_by()
    found = applied.values_list("collaboration_id", "collaboration__number", "collaboration__name")
    return [(times, Named(number, name, reverse("collaboration", args=[pk]), quoted=True))
            for pk, number, name, times in found.annotate(times=Count("pk"))]  # fmt: skip
