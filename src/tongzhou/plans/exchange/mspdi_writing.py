"""The division table as Microsoft Project XML: tasks by department, links, people, calendar, baseline."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from tongzhou.core.workdays import HALF_PERIODS, HOURS_PER_DAY, PERIODS, WorkCalendar
from tongzhou.core.xml_text import without_control
from tongzhou.plans.exchange.mspdi_calendar import ProjectDays
from tongzhou.plans.rows import Row

NAMESPACE = "http://schemas.microsoft.com/project"
KINDS = {"FF": "0", "FS": "1", "SF": "2", "SS": "3"}
TENTHS_A_DAY, IN_DAYS = HOURS_PER_DAY * 600, "7"
OPENS, CLOSES = PERIODS[0][0], PERIODS[-1][1]
Dates = tuple[date | None, date | None]


def write_project(
    name: str,
    rows: Sequence[Row],
    *,
    days: ProjectDays,
    signed: Mapping[UUID, Dates],
    today: date,
) -> bytes:
    """`days` are those the plan counts in, `signed` the dates of the version in force: they become the baseline."""
    ET.register_namespace("", NAMESPACE)
    starts = [row.start for row in rows if row.start] or [today]
    ends = [row.end for row in rows if row.end] or [max(starts)]
    root = ET.Element("Project", xmlns=NAMESPACE)
    _put(
        root, Name=f"{name[:240]}.xml", Title=name, ScheduleFromStart="1", StartDate=_at(min(starts), OPENS),
        FinishDate=_at(max(ends), CLOSES), CalendarUID="1", DefaultStartTime=str(OPENS),
        DefaultFinishTime=str(CLOSES), MinutesPerDay=str(HOURS_PER_DAY * 60),
        MinutesPerWeek=str(HOURS_PER_DAY * 300), DaysPerMonth="20", DurationFormat=IN_DAYS, WeekStartDay="1",
        NewTasksAreManual="1",
    )  # fmt: skip
    _calendars(root, days, min(starts), max(ends))
    people = {seat.key: seat.name for row in rows for seat in row.responsible}
    numbers = {key: place for place, key in enumerate(people, start=1)}
    tasks = ET.SubElement(root, "Tasks")
    uids = {row.id: place for place, row in enumerate(rows, start=1)}
    for row in rows:
        _task(tasks, row, uids, days.calendar, signed.get(row.id))
    resources = ET.SubElement(root, "Resources")
    for key, person in people.items():
        _put(
            ET.SubElement(resources, "Resource"),
            UID=numbers[key],
            ID=numbers[key],
            Name=person,
            Type="1",
        )
    _assignments(root, rows, uids, numbers)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _task(
    tasks: ET.Element,
    row: Row,
    uids: Mapping[UUID, int],
    calendar: WorkCalendar,
    signed: Dates | None,
) -> None:
    task, uid = ET.SubElement(tasks, "Task"), uids[row.id]
    _put(
        task, UID=uid, ID=uid, Name=row.name, Active="1", Manual="1", Type="1", IsNull="0", WBS=row.number,
        OutlineNumber=uid, OutlineLevel="1", Priority="500",
    )  # fmt: skip
    if row.start or row.end:
        start, end = row.start or row.end, row.end or row.start
        assert start is not None
        assert end is not None
        _put(
            task,
            Start=_at(start, OPENS),
            Finish=_at(end, CLOSES),
            Duration=_hours(start, end, calendar),
        )
        _put(task, ManualStart=_at(start, OPENS), ManualFinish=_at(end, CLOSES))
    _put(task, DurationFormat=IN_DAYS)
    if row.effort_days is not None:
        _put(task, Work=f"PT{float(row.effort_days) * HOURS_PER_DAY:.0f}H0M0S")
    _put(task, Milestone="0", Summary="0", PercentComplete=row.percent, ConstraintType="0")
    if notes := "\n".join(
        filter(None, (row.department.name, row.deliverable, *row.criteria, row.risk))
    ):
        _put(task, Notes=notes)
    for wait in row.waits_for:
        if wait.on in uids:
            link = ET.SubElement(task, "PredecessorLink")
            _put(
                link, PredecessorUID=uids[wait.on], Type=KINDS[wait.kind], CrossProject="0",
                LinkLag=wait.lag_days * TENTHS_A_DAY, LagFormat=IN_DAYS,
            )  # fmt: skip
    if signed and signed[0] and signed[1]:
        _put(
            ET.SubElement(task, "Baseline"), Number="0", Start=_at(signed[0], OPENS),
            Finish=_at(signed[1], CLOSES), Duration=_hours(signed[0], signed[1], calendar), DurationFormat=IN_DAYS,
        )  # fmt: skip


def _assignments(
    root: ET.Element, rows: Iterable[Row], uids: Mapping[UUID, int], people: Mapping[UUID, int]
) -> None:
    found = ET.SubElement(root, "Assignments")
    pairs = [(uids[row.id], people[seat.key]) for row in rows for seat in row.responsible]
    for uid, (task, person) in enumerate(pairs, start=1):
        _put(
            ET.SubElement(found, "Assignment"), UID=uid, TaskUID=task, ResourceUID=person, Units="1"
        )


def _calendars(root: ET.Element, days: ProjectDays, first: date, last: date) -> None:
    """The working week, and by day what it does not say: holidays, make-up days, half-days."""
    one = ET.SubElement(ET.SubElement(root, "Calendars"), "Calendar")
    _put(one, UID="1", Name="Standard", IsBaseCalendar="1", BaseCalendarUID="-1")
    week = ET.SubElement(one, "WeekDays")
    for day in range(1, 8):
        entry = ET.SubElement(week, "WeekDay")
        works = (day - 2) % 7 in days.week
        _put(entry, DayType=day, DayWorking=int(works))
        if works:
            _times(entry, PERIODS)
    exceptions = ET.SubElement(one, "Exceptions")
    calendar = days.calendar
    span = (first - timedelta(days=31), last + timedelta(days=366))
    for on in sorted({*calendar.days, *calendar.halves}):
        usual = on.weekday() in days.week and on not in calendar.halves
        if (
            span[0] <= on <= span[1]
            and calendar.is_working_day(on) != usual
            or on in calendar.halves
        ):
            _exception(exceptions, on, calendar)


def _exception(exceptions: ET.Element, on: date, calendar: WorkCalendar) -> None:
    one = ET.SubElement(exceptions, "Exception")
    period = ET.SubElement(one, "TimePeriod")
    _put(period, FromDate=_at(on, time()), ToDate=_at(on, time(23, 59)))
    works = calendar.is_working_day(on)
    _put(one, Occurrences="1", Name=on.isoformat(), Type="1", DayWorking=int(works))
    if works:
        _times(one, HALF_PERIODS if on in calendar.halves else PERIODS)


def _times(element: ET.Element, periods: Iterable[tuple[time, time]]) -> None:
    times = ET.SubElement(element, "WorkingTimes")
    for opens, closes in periods:
        _put(ET.SubElement(times, "WorkingTime"), FromTime=str(opens), ToTime=str(closes))


def _hours(start: date, end: date, calendar: WorkCalendar) -> str:
    days = calendar.working_days_within(start, end) or 1
    return f"PT{days * HOURS_PER_DAY}H0M0S"


def _at(day: date, moment: time) -> str:
    return datetime.combine(day, moment).isoformat()


def _put(element: ET.Element, **values: object) -> None:
    for name, value in values.items():
        ET.SubElement(element, name).text = without_control(str(value))[:10_000]
