"""Brings a table up to what a file says: new rows, changed cells, and, where wanted, rows that go."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from uuid import UUID

from tongzhou.collaborations.models import Collaboration
from tongzhou.org.models import Person
from tongzhou.plans.actions.acts import Act, tell
from tongzhou.plans.actions.blocks import begun, change_table, fill
from tongzhou.plans.actions.imported_rows import CHUNK, Steps, write_rows
from tongzhou.plans.blocks import Block, Place, Typed
from tongzhou.plans.models import Dependency, Task
from tongzhou.plans.queries.differences import (
    Differences,
    RowChange,
    links_of_line,
    waits_text,
)
from tongzhou.plans.queries.mapping import Resolution


def merge_rows(
    case: Collaboration, found: Resolution, by_row: Differences, *, by: Person, removes: bool
) -> Steps[list[Task]]:
    """The rows that are new or read differently; the caller holds the case and has judged."""
    fresh = yield from write_rows(case, only(found, by_row.fresh), by=by)
    ids = dict(zip(by_row.fresh, (task.pk for task in fresh), strict=True))
    _link(found, by_row, ids)
    done = len(fresh)
    act = begun(case, by=by, own=bool(found.own))
    for start in range(0, len(by_row.changed), CHUNK):
        part = by_row.changed[start : start + CHUNK]
        fill(act, dict(_cells(part)))
        tell(act)
        done += len(part)
        yield done
    fill(act, dict(_waits(act, found, by_row, ids)))
    tell(act)
    if removes and by_row.gone:
        change_table(case, Block(removed=tuple(row.id for row in by_row.gone)), by=by)
    return [*fresh, *act.held.values()]


def only(found: Resolution, places: Iterable[int]) -> Resolution:
    """The same file with some of its lines, and the links between them."""
    now = {place: at for at, place in enumerate(places)}
    lines = found.contents.tasks
    return replace(
        found,
        contents=replace(found.contents, tasks=tuple(lines[place] for place in now)),
        own=[found.own[place] for place in now] if found.own else [],
        links=[
            (now[line], now[on], kind, lag)
            for line, on, kind, lag in found.links
            if line in now and on in now
        ],
    )


def _link(found: Resolution, by_row: Differences, ids: dict[int, UUID]) -> None:
    """New rows that wait for rows that stood already."""
    Dependency.objects.bulk_create(
        Dependency(task_id=ids[line], on_id=by_row.matched[on].id, kind=kind, lag_days=lag)
        for line, on, kind, lag in found.links
        if line in ids and on in by_row.matched
    )


def _cells(changes: Iterable[RowChange]) -> Iterator[tuple[Place, Typed]]:
    for change in changes:
        for cell in change.cells:
            if cell.column != "waits_for":
                yield (str(change.row.id), cell.column), Typed(cell.typed)


def _waits(
    act: Act, found: Resolution, by_row: Differences, ids: dict[int, UUID]
) -> Iterator[tuple[Place, Typed]]:
    """All of them at once: only together can be said whether rows wait in a circle."""
    numbers = act.pen.numbers
    for change in by_row.changed:
        if any(cell.column == "waits_for" for cell in change.cells):
            links = links_of_line(change.line, found, by_row.matched)
            text = waits_text(links, lambda on: numbers[ids[on] if isinstance(on, int) else on])  # type: ignore[index]
            yield (str(change.row.id), "waits_for"), Typed(text)
