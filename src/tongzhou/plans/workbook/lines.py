"""A row of the division table as the cells of our sheets: text that `reading` understands."""

from collections.abc import Iterable, Sequence
from datetime import date

from tongzhou.core import clock
from tongzhou.plans.rows import LIST, Row, Seat, names

NOTHING = "无"
STATES = ("未开始", "进行中", "已完成", "延期")


def task_line(row: Row) -> Sequence[str]:
    """In the order of `sheets.TASKS`."""
    return (
        row.name,
        row.department.name,
        seats(row.responsible),
        span(row),
        row.deliverable,
        names(row.supports) or NOTHING,
        row.text("criteria"),
        seats(row.accountable),
        str(row.buffer_days),
        str(row.number),
        row.text("waits_for"),
        row.text("effort_days"),
        seats(row.consulted),
        seats(row.informed),
        str(row.id),
    )


def progress_line(row: Row) -> Sequence[str]:
    """In the order of `sheets.PROGRESS`."""
    updated = row.updated_at.astimezone(clock.zone()).date() if row.updated_at else None
    return (
        row.name,
        status(row),
        f"{row.percent}%",
        row.risk or NOTHING,
        day(updated),
        seats(row.responsible),
        str(row.number),
    )


def status(row: Row) -> str:
    if row.is_done:
        return "已完成"
    if row.is_late(clock.today()):
        return "延期"
    return "进行中" if row.percent or row.state != "not_started" else "未开始"


def seats(among: Iterable[Seat]) -> str:
    return LIST.join(seat.title if seat.stands_in else seat.name for seat in among)


def span(row: Row) -> str:
    if row.start and row.end:
        return f"{day(row.start)}-{day(row.end)}"
    return day(row.start) or day(row.end)


def day(on: date | None) -> str:
    return f"{on.year}年{on.month}月{on.day}日" if on else ""
