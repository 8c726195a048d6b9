"""Which standing row each line of a file means: by the mark our exports carry, else by what it is called."""

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.plans.cells import plain
from tongzhou.plans.queries.mapping import Resolution
from tongzhou.plans.rows import Row
from tongzhou.plans.workbook.contents import CellError, TaskLine

Matched = dict[int, Row]
"""By the place of the line in the file; lines that are not here are new."""
Called = tuple[str, UUID | None]


def matched(found: Resolution, rows: Iterable[Row]) -> tuple[Matched, list[CellError]]:
    """A line that repeats the mark of another one is an error: nobody could say which is meant."""
    known = list(rows)
    by_mark = {str(row.id): row for row in known}
    made: Matched = {}
    errors: list[CellError] = []
    taken: dict[UUID, int] = {}
    for place, line in enumerate(found.contents.tasks):
        row = by_mark.get(line.mark)
        if row is None:
            continue
        if row.id in taken:
            errors.append(_twice(line, found.contents.tasks[taken[row.id]]))
            continue
        taken[row.id] = place
        made[place] = row
    return made | _by_name(found, known, made), errors


def _by_name(found: Resolution, rows: list[Row], made: Mapping[int, Row]) -> Matched:
    """Only where neither the file nor the table has two rows called so."""
    lines = {
        place: _called(line, found)
        for place, line in enumerate(found.contents.tasks)
        if place not in made
    }
    held = {row.id for row in made.values()}
    left = [row for row in rows if row.id not in held]
    often, by_name = Counter(lines.values()), _named(left)
    found_rows: Matched = {}
    for place, called in lines.items():
        name, department = called
        same = [row for row in by_name.get(name, ()) if department in (None, row.department.id)]
        if len(same) == 1 and often[called] == 1 and same[0].id not in held:
            found_rows[place] = same[0]
            held.add(same[0].id)
    return found_rows


def _named(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(plain(row.name), []).append(row)
    return found


def _called(line: TaskLine, found: Resolution) -> Called:
    place = found.places.get(plain(line.department)) if "department" in line.said else None
    return plain(line.name), place.department.pk if place and place.department else None


def _twice(line: TaskLine, first: TaskLine) -> CellError:
    sentence = _("“%(name)s” and “%(other)s” carry the mark of the same row.")
    facts = {"name": line.name[:40], "other": first.name[:40]}
    return CellError(line.sheet, line.cells.get("任务名称", ""), sentence % facts)
