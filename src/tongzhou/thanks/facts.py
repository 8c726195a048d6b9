"""What deserves thanks, as the house knows it: read from the rows, never from an opinion."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import F

from tongzhou.collaborations.models import Answer
from tongzhou.core import clock
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Person
from tongzhou.outcomes.models import Delivery, Result
from tongzhou.plans.models import Role, Support
from tongzhou.progress.models import EARLY_DAYS, RiskNotice
from tongzhou.thanks.models import Thanks

Kind = Thanks.Fact
HELPFUL = ("accept", "accept_with_conditions", "choose", "counter", "offer_options")
"""First answers that move a request on."""
WITHIN_HOURS = 8
MORE = Decimal("0.1")
"""A tenth better than the bound of the criterion is more than promised."""
DONE = ("accepted", "accepted_with_remains", "remains_handed_in")
WORTH = (Kind.HELPED, Kind.BEYOND, Kind.WARNED, Kind.EARLY, Kind.QUICK, Kind.SHARED)
"""Which fact is named first where one person has several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`amount` are days, hours, or the figure reached against what was `promised`."""

    kind: str
    collaboration: UUID
    matter: UUID
    title: str
    person: Person
    at: datetime
    amount: str = ""
    promised: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind} {self.matter}"


def facts_of(cases: Sequence[UUID], *, since: datetime | None = None) -> list[Fact]:
    """Six queries, whatever the number of collaborations; the latest first."""
    found = [*_delivered(cases), *_answered(cases), *_warned(cases)]
    return sorted(
        (one for one in found if since is None or one.at >= since),
        key=lambda one: (one.at, one.key), reverse=True,
    )  # fmt: skip


def _delivered(cases: Sequence[UUID]) -> Iterator[Fact]:
    rows = Delivery.objects.filter(
        task__collaboration__in=cases, task__removed_at=None, state__in=DONE
    )
    deliveries = list(rows.select_related("task", "by__department"))
    bettered = _bettered(deliveries)
    for one in deliveries:
        yield from _of_delivery(one)
        if one.pk in bettered:
            reached, promised = bettered[one.pk]
            yield _fact(Kind.BEYOND, one, amount=reached, promised=promised)
    yield from _helped(
        [one.task_id for one in deliveries], {one.task_id: one for one in deliveries}
    )


def _of_delivery(one: Delivery) -> Iterator[Fact]:
    yield _fact(Kind.SHARED, one)
    end = one.task.end
    day = one.at.astimezone(clock.zone()).date()
    if end and one.round == 1 and day < end:
        days = calendar().working_days_between(day, end)
        if days >= 1:
            yield _fact(Kind.EARLY, one, amount=str(days))


def _fact(kind: str, one: Delivery, *, person: Person | None = None, **more: str) -> Fact:
    return Fact(
        kind=kind, collaboration=one.task.collaboration_id, matter=one.task_id,
        title=one.task.name, person=person or one.by, at=one.at, **more,
    )  # fmt: skip


def _bettered(deliveries: Iterable[Delivery]) -> dict[UUID, tuple[str, str]]:
    rows = Result.objects.filter(
        delivery__in=[one.pk for one in deliveries], value__isnull=False, verdict="met"
    )
    found: dict[UUID, tuple[str, str]] = {}
    for row in rows:
        asked, amount = row.asked, row.amount
        if amount and asked.unit == amount.unit and _is_more(amount.value, asked.low, asked.high):
            found.setdefault(row.delivery_id, (str(amount), str(asked)))
    return found


def _is_more(value: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    if low is not None and high is None and low > 0:
        return value >= low * (1 + MORE)
    return high is not None and low is None and high > 0 and value <= high * (1 - MORE)


def _helped(tasks: list[UUID], delivered: dict[UUID, Delivery]) -> Iterator[Fact]:
    """Responsible for a row that neither belongs to the own department nor is supported by it; a
    team below belongs to its department."""
    rows = Role.objects.filter(task__in=tasks, letter="R", stands_in=False).exclude(person=None)
    found = list(rows.select_related("person__department", "task__department"))
    outside = [role for role in found if not _is_of(role, role.task.department.path)]
    supports = Support.objects.filter(task__in=[role.task_id for role in outside])
    promised = list(supports.values_list("task", "department__path"))
    for role in outside:
        if not any(role.task_id == task and _is_of(role, path) for task, path in promised):
            assert role.person
            yield _fact(Kind.HELPED, delivered[role.task_id], person=role.person)


def _is_of(role: Role, path: str) -> bool:
    return role.person is not None and role.person.department.path.startswith(path)


def _answered(cases: Sequence[UUID]) -> Iterator[Fact]:
    rows = Answer.objects.filter(
        ask__collaboration__in=cases, verb__in=HELPFUL, department=F("ask__department"),
        at__gte=F("ask__sent_at"),
    )  # fmt: skip
    firsts: dict[UUID, Answer] = {}
    for row in rows.select_related("ask", "by__department").order_by("number"):
        firsts.setdefault(row.ask_id, row)
    for row in firsts.values():
        assert row.ask.sent_at
        hours = calendar().working_hours_between(row.ask.sent_at, row.at)
        if hours <= WITHIN_HOURS:
            yield Fact(
                kind=Kind.QUICK, collaboration=row.ask.collaboration_id, matter=row.ask_id,
                title=row.ask.title, person=row.by, at=row.at, amount=str(max(1, round(hours))),
            )  # fmt: skip


def _warned(cases: Sequence[UUID]) -> Iterator[Fact]:
    rows = RiskNotice.objects.filter(task__collaboration__in=cases, lead_days__gte=EARLY_DAYS)
    for row in rows.select_related("task", "by__department"):
        yield Fact(
            kind=Kind.WARNED, collaboration=row.task.collaboration_id, matter=row.pk,
            title=row.task.name, person=row.by, at=row.at, amount=str(row.lead_days),
        )  # fmt: skip
