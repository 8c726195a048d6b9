"""How long asked departments take, and with whom what is open lies now."""

from collections import Counter, defaultdict
from statistics import median
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.core import clock
from tongzhou.core.lifecycle import LIFECYCLES
from tongzhou.insight.queries.together import Together
from tongzhou.insight.queries.turns import first_answers
from tongzhou.insight.scope import HERE, Scope
from tongzhou.insight.tables import Made, Table
from tongzhou.org.models import Person

HOUR = 3600
STEPS: list[tuple[int, Promise]] = [
    (4, _("4 hours")), (24, _("1 day")), (72, _("3 days")), (168, _("a week")), (0, _("longer")),
]  # fmt: skip


class Answering:
    """Elapsed hours from an ask being sent to the first answer of the asked department."""

    def __init__(self, scope: Scope, together: Together) -> None:
        self.scope, self.together = scope, together
        self.hours: defaultdict[tuple[UUID, UUID], list[float]] = defaultdict(list)
        self.silent: Counter[tuple[UUID, UUID]] = Counter()
        for pair in first_answers(scope):
            between = pair.asker, pair.asked
            if pair.took:
                self.hours[between] = [took / HOUR for took in pair.took]
            if silent := pair.requests - len(pair.took):
                self.silent[between] = silent

    def pairs(self) -> Table:
        places = self.together.places
        facts = [
            (asker, asked, len(self.hours[asker, asked]), self.silent[asker, asked],
             _middle(self.hours[asker, asked]))
            for asker, asked in {*self.hours, *self.silent}
        ]  # fmt: skip
        facts.sort(key=lambda one: (-(one[4] or 0), places[one[0]].code, places[one[1]].code))
        rows = Made(facts, lambda one: (places[one[0]].named, places[one[1]].named, *one[2:]))
        return Table(
            "answers", _("How long until the first answer"),
            (_("Asks"), _("Is asked"), _("Answered"), _("Not answered yet"), _("Hours, half are quicker")),
            rows, note=_("Hours pass day and night; nights and days off are in them."),
        )  # fmt: skip

    def bars(self) -> list[tuple[object, list[tuple[Promise, int]], int]]:
        """By asked department, how many answers came within which time."""
        by_place: defaultdict[UUID, list[float]] = defaultdict(list)
        for (_asker, asked), hours in self.hours.items():
            by_place[asked] += hours
        order = sorted(by_place, key=lambda pk: (-len(by_place[pk]), self.together.places[pk].code))
        told = [(self.together.places[pk], _within(by_place[pk])) for pk in order[:12]]
        most = max((times for _place, bars in told for _step, times in bars), default=1)
        return [(place, bars, most) for place, bars in told]


def open_balls(person: Person) -> "QuerySet[Ball]":
    """Whose collaboration one sees: asked once of each of these, not of each ball."""
    if person.is_auditor:
        return Ball.objects.all()
    seen = Collaboration.objects.visible_to(person).order_by()
    return Ball.objects.filter(collaboration__in=seen.values("pk"))


def lying(scope: Scope, together: Together) -> Table:
    """Open matters by the department whose move it is; as of now, whatever day is asked for."""
    balls: QuerySet[Ball] = Ball.objects.none()
    if scope.source in ("", HERE):
        balls = open_balls(scope.person)
    found = balls.order_by().values_list("department_id", "kind").annotate(
        times=Count("pk"), oldest=Min("since"), late=Count("pk", filter=Q(due_at__lt=clock.now()))
    )  # fmt: skip
    labels = {table.name: table.label for table in LIFECYCLES} | {"check_in": _("Check-in")}
    rows = [
        (together.places[pk].named, str(labels.get(kind, kind)), times, late,
         (clock.now() - oldest).days)
        for pk, kind, times, oldest, late in found
    ]  # fmt: skip
    rows.sort(key=lambda one: (-one[2], one[0].key, one[1]))
    return Table(
        "lying", _("With whom what is open lies"),
        (_("Department"), _("Matter"), _("Open"), _("Past its time"), _("Oldest, days")), rows,
    )  # fmt: skip


def _middle(hours: list[float]) -> float | None:
    return round(median(hours), 1) if hours else None


def _within(hours: list[float]) -> list[tuple[Promise, int]]:
    bars, floor = [], 0
    for limit, label in STEPS:
        bars.append((label, sum(1 for one in hours if one >= floor and (not limit or one < limit))))
        floor = limit
    return bars
