"""How the cells of the three sheets are understood, one function per kind of cell."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tongzhou.core.dates import read_date, read_range
from tongzhou.core.han import folded
from tongzhou.core.verdicts import Invalid
from tongzhou.plans import cells
from tongzhou.plans.exchange.values import read_waits

REQUEST = {
    "需求名称": "name",
    "发起部门": "initiator",
    "协作部门": "partners",
    "需求背景": "background",
    "核心目标": "goal",
    "期望完成时间": "wanted_date",
    "关键资源需求": "needs",
    "里程碑": "milestones",
    "负责人(发起部门)": "in_charge",
    "负责人": "in_charge",
    "备注": "notes",
}
"""The labels of the request and the fields they fill."""
REQUIRED_REQUEST = {"name": "需求名称", "initiator": "发起部门"}
STATES = {
    "未开始": "none", "未启动": "none",
    "进行中": "some", "延期": "some", "已延期": "some", "延迟": "some", "暂停": "some",
    "已完成": "all", "完成": "all",
}  # fmt: skip
LINE, TEXT = 80, 5000

_MARKS = str.maketrans("", "", ":：*＊ \u3000\n\r\t")
_NAMES = re.compile(r"[、,，;；/\n]|\s{2,}")
_PERCENT = re.compile(r"(\d{1,3})(?:\.\d{1,2})?%?")
_PEOPLE = re.compile(r"名|人|工程师|人员|人手")
_BUDGET = re.compile(r"元|万|预算|经费|费用")
_MILESTONE = re.compile(r"(.*?\d[日号]|\d[\d./-]*)?\s*(.*)", re.DOTALL)


def heading(value: object) -> str:
    """A title as it is compared: without colons, stars and spaces, in ordinary brackets."""
    return cells.plain(_written(value)).translate(_MARKS)[:40]


def text(value: object) -> str:
    """«无» says that there is nothing."""
    found = cells.tidy(_written(value), TEXT)
    return "" if cells.plain(found) in cells.NONE else found


def deliverable(value: object) -> str:
    found: str = cells.read("deliverable", _written(value), cells.Choices())
    return found


def line(value: object) -> str:
    found = " ".join(cells.tidy(_written(value), LINE).split())
    return "" if found in cells.NONE else found


def name(value: object) -> str:
    return " ".join(cells.tidy(_written(value), cells.NAME).split())


def names(value: object) -> tuple[str, ...]:
    parts = [line(part) for part in _NAMES.split(_written(value))]
    return tuple(dict.fromkeys(part for part in parts if part))


def criteria(value: object) -> tuple[str, ...]:
    found: tuple[str, ...] = cells.read("criteria", _written(value), cells.Choices())
    return found


def buffer(value: object) -> int:
    return cells.whole(_written(value), least=0, most=cells.LONGEST_BUFFER)


def number(value: object) -> str:
    return cells.plain(_written(value))[:40]


def effort(value: object) -> float | None:
    found = cells.read("effort_days", _written(value), cells.Choices())
    return None if found is None else float(found)


def waits(value: object) -> tuple[tuple[str, str, int], ...]:
    """«2», «2SS», «2FS+3»: numbers of the column 编号."""
    return read_waits(value)


def day(value: object) -> date:
    return read_date(value)


def optional_day(year: int | None) -> Callable[[Any], date | None]:
    def read(value: Any) -> date | None:
        if isinstance(value, str) and cells.plain(value) in cells.NONE:
            return None
        return read_date(value, year=year)

    return read


def span(year: int | None) -> Callable[[Any], tuple[date | None, date | None]]:
    def read(value: Any) -> tuple[date | None, date | None]:
        if isinstance(value, str) and cells.plain(value) in cells.NONE:
            return None, None
        return read_range(value, year=year)

    return read


def milestones(year: int | None) -> Callable[[Any], tuple[tuple[str, date | None], ...]]:
    """«7月15日 完成需求评审；8月开发»: a date in front where there is one."""

    def read(value: Any) -> tuple[tuple[str, date | None], ...]:
        parts = [part.strip() for part in re.split(r"[;；\n]", _written(value))]
        return tuple(
            _milestone(part, year) for part in parts if cells.plain(part) not in cells.NONE
        )

    return read


def state(value: object) -> str:
    """How much of the task is done: «none», «some» or «all»."""
    found = STATES.get(folded(heading(value)))
    if found is None:
        raise Invalid(
            _("“%(state)s” is no state. Please write 未开始, 进行中, 已完成 or 延期.")
            % {"state": _written(value)[:20]}
        )
    return found


def percent(value: object) -> int:
    """«60%», «６０», or 0.6 as a cell formatted in percent holds it."""
    if isinstance(value, float | int) and not isinstance(value, bool) and 0 <= value <= 1:
        return round(value * 100)
    typed = _PERCENT.fullmatch(cells.plain(_written(value)).replace(" ", "") or "0")
    if typed and int(typed[1]) <= 100:
        return int(typed[1])
    raise Invalid(_("“%(text)s” is no percentage from 0 to 100.") % {"text": _written(value)[:20]})


def agree(done: str, share: int) -> bool:
    """Whether the state and the percentage tell the same."""
    return share == 100 if done == "all" else share == 0 if done == "none" else share < 100


def needs(value: str) -> dict[str, str]:
    """«关键资源需求» is one cell in the sheet and three fields here: people, budget, data."""
    sorted_out: dict[str, list[str]] = {"people_needed": [], "budget_needed": [], "data_needed": []}
    for part in re.split(r"[;；\n]", value):
        if not part.strip():
            continue
        kind = "budget" if _BUDGET.search(part) else "people" if _PEOPLE.search(part) else "data"
        sorted_out[f"{kind}_needed"].append(part.strip())
    return {key: "；".join(parts) for key, parts in sorted_out.items()}


def _milestone(part: str, year: int | None) -> tuple[str, date | None]:
    found = _MILESTONE.fullmatch(part)
    if found and found[1] and found[2]:
        return found[2][:120], read_date(found[1], year=year)
    return cells.tidy(part, 120), None


def _written(value: object) -> str:
    """A number as people see it: 12, not 12.0."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) or value is None:
        return value.date().isoformat() if value else ""
    return str(value)
