"""What a file said the plan was, until a version of the table is signed; and whose days it counted."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.org.calendars import calendar
from tongzhou.plans.exchange.found import Found
from tongzhou.plans.exchange.mspdi import parsed
from tongzhou.plans.exchange.mspdi_calendar import ProjectDays, project_days
from tongzhou.plans.models import PlanImport, Task
from tongzhou.plans.rows import Row
from tongzhou.plans.workbook.contents import CellError

Dates = tuple[date | None, date | None]
LONGEST_SPAN, SHOWN = 1_500, 8


def baselines(collaboration: UUID) -> dict[UUID, Dates]:
    rows = Task.objects.standing().filter(collaboration=collaboration)
    known = rows.exclude(baseline_start=None).order_by()
    return {
        key: (start, end)
        for key, start, end in known.values_list("pk", "baseline_start", "baseline_end")
    }


def days_of(collaboration: UUID, rows: Iterable[Row]) -> ProjectDays:
    """Those of the project file the plan came from last, otherwise ours."""
    files = PlanImport.objects.filter(collaboration=collaboration, state="confirmed")
    kept = files.filter(name__iendswith=".xml").order_by("-at").first()
    dated = [day for row in rows for day in (row.start, row.end) if day]
    found = None
    if kept is not None and dated:
        found = project_days(parsed(bytes(kept.file)), min(dated), max(dated))
    return found or ProjectDays(calendar=calendar())


def other_days(found: Found) -> list[CellError]:
    """Days of the plan on which the calendar of the file and ours disagree: dates stay as they are."""
    if found.week is None:
        return []
    works: list[date] = []
    rests: list[date] = []
    ours = calendar()
    for day in _span(found):
        if found.works(day) != ours.is_working_day(day):
            (works if found.works(day) else rests).append(day)
    hints = []
    if works:
        sentence = _("The calendar of the file works on %(days)s, ours does not.")
        hints.append(CellError("Calendar", "", sentence % {"days": _listed(works)}))
    if rests:
        sentence = _("The calendar of the file rests on %(days)s, ours works.")
        hints.append(CellError("Calendar", "", sentence % {"days": _listed(rests)}))
    return hints


def _span(found: Found) -> Iterator[date]:
    if found.start and found.finish:
        for at in range(min((found.finish - found.start).days + 1, LONGEST_SPAN)):
            yield found.start + timedelta(days=at)


def _listed(days: list[date]) -> str:
    shown = "、".join(day.isoformat() for day in days[:SHOWN])
    return f"{shown} …" if len(days) > SHOWN else shown
