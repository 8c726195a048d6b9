"""站会: every row under way on one page, made from what is known: yesterday, today, what is in the way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.journal import queries as journal
from tongzhou.journal.models import Entry
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Person
from tongzhou.org.queries import names_of
from tongzhou.plans.models import Dependency, Task
from tongzhou.progress.models import DailyLine, RiskNotice
from tongzhou.progress.queries.signals import lines_of
from tongzhou.progress.queries.weeks import WeekRow, rows_of
from tongzhou.progress.states import OWED_IN
from tongzhou.ui.formats import day as format_day

OF_ROWS = Q(kind__startswith="task.") | Q(kind__startswith="check_in.")
ALREADY_SAID = "check_in.line_said"
MOST_ENTRIES = 300
SOON = 3
"""Working days before its end from which a row is near it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandUp:
    row: WeekRow
    yesterday: Sequence[str]
    today: Sequence[str]
    blocked: Sequence[str]
    line: DailyLine | None


def stand_up(case: Collaboration, person: Person) -> list[StandUp]:
    """Rows that are under way, or moved since the last working day; the rest has nothing to say."""
    rows = rows_of(Task.objects.filter(collaboration=case, removed_at=None), person)
    since = last_working_day()
    told = _told(case, since)
    before, now = lines_of(case, since, clock.today())
    waits = _waits(case)
    return [
        StandUp(
            row=row,
            yesterday=[*_line(before.get(row.id)), *told.get(row.id, ())],
            today=[*_line(now.get(row.id)), *_due(row)],
            blocked=[*_worries(row), *waits.get(row.id, ())],
            line=now.get(row.id),
        )
        for row in rows
        if row.owes or row.id in told or row.id in now
    ]


def last_working_day() -> date:
    day = clock.today() - timedelta(days=1)
    while not calendar().is_working_day(day):
        day -= timedelta(days=1)
    return day


def text_of(case: Collaboration, rows: Iterable[StandUp]) -> str:
    """Ready for the group chat."""
    day = date_format(clock.today(), "Y-m-d")
    said = [_("“%(name)s” · stand-up of %(day)s") % {"name": case.name, "day": day}]
    for one in rows:
        who = f" · {one.row.people}" if one.row.people else ""
        facts = {"task": one.row.name, "department": one.row.department, "who": who}
        said.append(_("· %(task)s (%(department)s%(who)s)") % facts)
        said += _part(_("Yesterday"), one.yesterday)
        said += _part(_("Today"), one.today)
        said += _part(_("In the way"), one.blocked)
    return "\n".join(said)


def _part(label: str, said: Sequence[str]) -> list[str]:
    return [_("  %(label)s: %(said)s") % {"label": label, "said": "；".join(said)}] if said else []


def _told(case: Collaboration, since: date) -> Mapping[UUID, list[str]]:
    """What the journal knows of each row from the last working day to this morning."""
    begin = datetime.combine(since, time(), clock.zone())
    end = datetime.combine(clock.today(), time(), clock.zone())
    entries = Entry.objects.filter(OF_ROWS, collaboration=case.pk, at__gte=begin, at__lt=end)
    rows = entries.exclude(kind=ALREADY_SAID).order_by("seq")[:MOST_ENTRIES]
    found: dict[UUID, list[str]] = {}
    for line in journal.lines(rows, names=names_of):
        if line.subject:
            found.setdefault(line.subject, []).append(line.sentence)
    return found


def _line(said: DailyLine | None) -> list[str]:
    return [said.text] if said else []


def _due(row: WeekRow) -> list[str]:
    found = []
    if row.promise and not row.promise.is_judged:
        found.append(_("promised: %(promise)s") % {"promise": row.promise.text})
    if row.end and row.state in OWED_IN:
        left = calendar().working_days_between(clock.today(), row.end)
        if row.is_late:
            found.append(_("its date, %(day)s, has passed") % {"day": format_day(row.end)})
        elif left <= SOON:
            found.append(_("due %(day)s") % {"day": format_day(row.end)})
    return found


def _worries(row: WeekRow) -> list[str]:
    found = [row.risk] if row.risk else []
    for one in row.confidences:
        if one.level == "worried":
            found.append(_("%(department)s worries") % {"department": one.department.name})
    return found


def _waits(case: Collaboration) -> Mapping[UUID, list[str]]:
    """Open risk notices, and rows that should have begun but wait for another one."""
    found: dict[UUID, list[str]] = {}
    for notice in _open_notices(case):
        found.setdefault(notice.task_id, []).append(notice.fact)
    for link in _held_up(case):
        facts = {"task": link.on.name, "department": link.on.department.name}
        said = _("waits for “%(task)s” of %(department)s") % facts
        found.setdefault(link.task_id, []).append(said)
    return found


def _open_notices(case: Collaboration) -> "QuerySet[RiskNotice]":
    rows = RiskNotice.objects.filter(task__collaboration=case, task__removed_at=None)
    return rows.filter(state__in=("open", "acknowledged")).order_by("at")


def _held_up(case: Collaboration) -> "QuerySet[Dependency, Any]":
    rows = Dependency.objects.filter(
        task__collaboration=case, task__removed_at=None, task__state__in=OWED_IN,
        task__start__lte=clock.today(), on__state__in=OWED_IN, on__removed_at=None, kind="FS",
    )  # fmt: skip
    return rows.select_related("on__department")
