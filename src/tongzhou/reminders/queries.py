"""Which matters have waited too long."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, When

from tongzhou.collaborations.balls import LATER
from tongzhou.collaborations.models import Ball
from tongzhou.core import clock
from tongzhou.org.calendars import calendar
from tongzhou.plans.models import Task
from tongzhou.progress.states import OWED_IN
from tongzhou.reminders.models import Nudge, RowReminder

IN_TIME = 8
"""Working hours before a deadline at which its holder is told, once."""
DAYS_IN_TIME = 2
"""Working days before the end of a row: what is said then still counts as early."""
LAST_STEP = 3
DAYS_AFTER = 5
"""Working days after the end of a row: from then on a reminder would come out of nowhere."""


def overdue(most: int | None = None) -> list[UUID]:
    """Balls whose next step is due, the longest overdue first."""
    return list(due().order_by("due_at", "pk").values_list("pk", flat=True)[:most])


def coming_due(most: int | None = None) -> list[UUID]:
    """Balls that are due within the next working day, of which nobody was told in time yet.

    A clock shorter than a day needs no such word, and weekly updates have a morning of their own.
    """
    return list(soon().order_by("due_at", "pk").values_list("pk", flat=True)[:most])


def soon() -> QuerySet[Ball]:
    now = clock.now()
    told = Nudge.objects.filter(ball=OuterRef("pk"), since=OuterRef("since"), step=0)
    rows = Ball.objects.filter(
        due_at__gt=now, due_at__lte=calendar().add_working_hours(now, IN_TIME), step=0,
        due_at__gte=F("since") + timedelta(days=1), paused_because="", person__is_active=True,
    )  # fmt: skip
    return rows.exclude(state__in=LATER).exclude(kind="check_in").exclude(Exists(told))


def rows_due(most: int | None = None) -> list[UUID]:
    """Rows under way whose next step has come: in time, on the day, one and two days after."""
    return list(_rows_due().order_by("end", "pk").values_list("pk", flat=True)[:most])


def step_of(end: date) -> int | None:
    """Which step a row that ends then is at today; None while it is far away, or long past."""
    days, today = calendar(), clock.today()
    if not _earliest() <= end <= days.add_working_days(today, DAYS_IN_TIME):
        return None
    if end > today:
        return 0
    return min(LAST_STEP, 1 + days.working_days_between(end, today))


def _earliest() -> date:
    return calendar().add_working_days(clock.today(), -DAYS_AFTER)


def _rows_due() -> QuerySet[Task]:
    days, today = calendar(), clock.today()
    yesterday = days.add_working_days(today, -1)
    before = days.add_working_days(yesterday, -1)
    step = Case(
        When(end__lte=before, then=3), When(end__lte=yesterday, then=2),
        When(end__lte=today, then=1), default=0, output_field=IntegerField(),
    )  # fmt: skip
    told = RowReminder.objects.filter(
        task=OuterRef("pk"), end=OuterRef("end"), step__gte=OuterRef("next_step")
    )
    rows = Task.objects.filter(
        collaboration__state="delivering", removed_at=None, state__in=OWED_IN,
        end__gte=_earliest(), end__lte=days.add_working_days(today, DAYS_IN_TIME),
    )  # fmt: skip
    return rows.annotate(next_step=step).exclude(Exists(told))


def due() -> QuerySet[Ball]:
    """Not reminded yet, or the patience after the last step has run out."""
    now = clock.now()
    last = Nudge.objects.filter(
        ball=OuterRef("pk"), since=OuterRef("since"), step=OuterRef("step"), next_at__lte=now
    )
    late = Ball.objects.filter(due_at__lte=now, paused_because="", person__isnull=False)
    return late.exclude(state__in=LATER).filter(Q(step=0) | Exists(last))
