"""What a file says in own columns, read for all its rows at once; what cannot be read is an error."""

from collections.abc import Sequence

from tongzhou.core.verdicts import Invalid
from tongzhou.plans.own_fields import Filled, OwnReader
from tongzhou.plans.queries.fields import readers
from tongzhou.plans.workbook.contents import CellError, TaskLine

OwnCells = list[tuple[Filled, ...]]
"""Line by line."""


def own_cells(lines: Sequence[TaskLine]) -> tuple[OwnCells, list[CellError]]:
    """The same words in the same column are read once, however many rows repeat them."""
    if not any(line.own for line in lines):
        return [], []
    known = readers()
    read: dict[tuple[str, str], Filled | Invalid] = {}
    errors: list[CellError] = []
    found: OwnCells = []
    for line in lines:
        filled: list[Filled] = []
        for key, text in line.own:
            if key not in known:
                continue
            if (key, text) not in read:
                read[key, text] = _read(known[key], text)
            one = read[key, text]
            if isinstance(one, Invalid):
                errors.append(CellError(line.sheet, line.cells.get(key, ""), one.sentence))
            else:
                filled.append(one)
        found.append(tuple(filled))
    return found, errors


def _read(reader: OwnReader, text: str) -> Filled | Invalid:
    try:
        return reader(text)
    except Invalid as wrong:
        return wrong
