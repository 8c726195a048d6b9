"""What was understood of a foreign file, put into the form of our own division table."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid
from tongzhou.plans import cells
from tongzhou.plans.exchange.found import Block, Found, Line
from tongzhou.plans.workbook.contents import CellError, Contents, Request, TaskLine

T = TypeVar("T")
TITLES = {
    "name": "任务名称", "department": "负责部门", "people": "负责人", "accountable": "审批人", "supports": "配合部门",
    "consulted": "咨询人", "informed": "知会", "waits": "前置任务",
}  # fmt: skip
"""The columns of our table that complaints about foreign ones are filed under."""
COLUMN_OF = {
    "name": "name", "group": "name", "department": "department", "people": "responsible",
    "accountable": "accountable", "supports": "supports", "dates": "dates", "start": "dates",
    "end": "dates", "day": "dates", "deliverable": "deliverable", "criteria": "criteria",
    "buffer": "buffer_days", "effort": "effort_days", "waits": "waits_for",
    "consulted": "consulted", "informed": "informed",
}  # fmt: skip
NAME, RISK, ALIKE = cells.NAME, 5000, 400


def contents_of(found: Found, request: Request) -> Contents:
    """The tasks of every block; what is left out or shortened is told in the hints."""
    hints, errors = list(found.hints), list(found.errors)
    tasks: dict[str, TaskLine] = {}
    for block, line in _taken(found, hints):
        same = _elsewhere(line, block, tasks)
        if same is not None:
            tasks[same] = _with_progress(tasks[same], line)
            continue
        tasks[f"{block.sheet}!{line.where}·{line.name}"] = _task(line, block, hints, errors)
    return Contents(request, tuple(tasks.values()), (), tuple(errors), hints=tuple(hints))


def _taken(found: Found, hints: list[CellError]) -> Iterator[tuple[Block, Line]]:
    for block in found.blocks:
        for line in block.lines:
            if line.is_taken:
                yield block, line
                continue
            sentence = _("“%(name)s” is left out: %(state)s.")
            facts = {"name": line.name[:40], "state": line.status.text}
            hints.append(CellError(block.sheet, line.where, sentence % facts))


def _elsewhere(line: Line, block: Block, tasks: dict[str, TaskLine]) -> str | None:
    """A progress table on another sheet speaks of the tasks of the first."""
    if not tasks or len(tasks) > ALIKE or line.status.text == "":
        return None
    same = [key for key, one in tasks.items() if one.name == line.name and one.sheet != block.sheet]
    return same[0] if len(same) == 1 else None


def _with_progress(task: TaskLine, line: Line) -> TaskLine:
    return replace(task, percent=line.status.percent, risk=_risk(line) or task.risk)


def _task(line: Line, block: Block, hints: list[CellError], errors: list[CellError]) -> TaskLine:
    name = line.name
    if len(name) > NAME:
        name = f"{name[: NAME - 1]}…"
        shortened = _(
            "The name was shortened to %(most)s characters; all of it stands in the deliverable."
        )
        hints.append(CellError(block.sheet, line.where, shortened % {"most": NAME}))
    whole = line.deliverable or (line.name if name != line.name else "")
    places = {ours: line.cells.get(theirs, line.where) for theirs, ours in TITLES.items()}
    return TaskLine(
        name=name, department=line.department[:80], responsible=line.people, accountable=line.accountable,
        start=line.start, end=line.end, buffer_days=line.buffer,
        deliverable=_kept("deliverable", whole, "", line, block, errors),
        supports=line.supports,
        criteria=_kept("criteria", "\n".join(line.criteria), (), line, block, errors),
        cells={**line.cells, **places, "任务名称": line.where}, consulted=line.consulted, informed=line.informed,
        effort_days=line.effort, key=line.key, waits=line.waits, percent=line.status.percent,
        risk=_risk(line), sheet=block.sheet, own=line.own,
        mark=line.mark, baseline=line.baseline, said=_said(block),
    )  # fmt: skip


def _said(block: Block) -> frozenset[str]:
    return frozenset(COLUMN_OF[one.field] for one in block.columns if one.field in COLUMN_OF)


def _kept(
    column: str, text: str, default: T, line: Line, block: Block, errors: list[CellError]
) -> T:
    try:
        kept: T = cells.read(column, text, cells.Choices())
    except Invalid as wrong:
        where = line.cells.get(column, line.where)
        errors.append(CellError(block.sheet, where, wrong.sentence))
        return default
    return kept


def _risk(line: Line) -> str:
    """What worries, in the words of the file; also a state that only words tell."""
    said = line.status.text if line.status.held or line.status.kind == "unknown" else ""
    return "；".join(filter(None, (said, line.risk)))[:RISK]
