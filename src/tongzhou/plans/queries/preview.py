"""The page that shows what a file would bring."""

from dataclasses import dataclass
from functools import cached_property

from tongzhou.org.models import Department, Person
from tongzhou.plans.cells import COLUMNS
from tongzhou.plans.exchange.found import Block, Found
from tongzhou.plans.exchange.labels import LABELS
from tongzhou.plans.models import PlanImport
from tongzhou.plans.own_fields import FieldColumn
from tongzhou.plans.policy import is_open
from tongzhou.plans.queries.differences import Differences, RowChange, differences
from tongzhou.plans.queries.fields import columns, own_table
from tongzhou.plans.queries.mapping import Place, Resolution, resolve
from tongzhou.plans.queries.table import table
from tongzhou.plans.queries.understanding import shapes_of, understand
from tongzhou.plans.rows import Row
from tongzhou.plans.workbook.contents import CellError, Contents, TaskLine

SHOWN, NAMES = 60, 20
"""Rows and names of a preview; the rest is counted."""


@dataclass(frozen=True)
class Preview:
    kept: PlanImport
    resolution: Resolution
    found: Found | None
    departments: list[tuple[str, str]]

    @property
    def contents(self) -> Contents:
        return self.resolution.contents

    @cached_property
    def by_row(self) -> Differences | None:
        """Against the table the file goes into, unless all its lines are to be new rows."""
        into = self.kept.into
        if into is None or self.mode == "add":
            return None
        return differences(self.resolution, own_table(into.pk).filled(table(into.pk)))

    @property
    def mode(self) -> str:
        return str(self.kept.mapping.get("into", {}).get("mode") or "match")

    @property
    def removes(self) -> bool:
        return self.kept.mapping.get("into", {}).get("gone") == "remove"

    @property
    def is_signed(self) -> bool:
        """What stands in the table is changed only through a change request."""
        return self.kept.into is not None and not is_open(self.kept.into)

    @property
    def errors(self) -> tuple[CellError, ...]:
        return (*self.resolution.errors, *(self.by_row.errors if self.by_row else ()))

    @property
    def changes(self) -> tuple[RowChange, ...]:
        return self.by_row.changed[:SHOWN] if self.by_row else ()

    @property
    def gone(self) -> tuple[Row, ...]:
        return self.by_row.gone[:SHOWN] if self.by_row else ()

    def label(self, column: str) -> str:
        if column in COLUMNS:
            return str(COLUMNS[column].label)
        return next((one.name for one in self.own_columns if one.key == column), column)

    @property
    def lines(self) -> tuple[TaskLine, ...]:
        """Those that would be new rows."""
        if self.by_row is None:
            return self.contents.tasks[:SHOWN]
        return tuple(self.contents.tasks[place] for place in self.by_row.fresh[:SHOWN])

    @property
    def coming(self) -> int:
        return len(self.by_row.fresh) if self.by_row else len(self.contents.tasks)

    def share(self, line: TaskLine) -> int | None:
        """The progress the file notes for a row."""
        noted = self._progress.get(line.key or line.name)
        return noted.percent if noted else line.percent

    def risk(self, line: TaskLine) -> str:
        noted = self._progress.get(line.key or line.name)
        return noted.risk if noted else line.risk

    @cached_property
    def _progress(self) -> dict:  # type: ignore[type-arg]
        return self.contents.progress_of

    @property
    def unknown(self) -> list[tuple[str, Place]]:
        """Departments the house has not, or whose name stands for another one."""
        chosen = self.kept.mapping.get("departments", {})
        lead = self.kept.mapping.get("request", {}).get("department", "")
        return [
            (key, place)
            for key, place in self.resolution.places.items()
            if key != lead and (not place.is_known or key in chosen)
        ][:NAMES]

    @cached_property
    def shapes(self) -> list[Block]:
        return shapes_of(self.found) if self.found else []

    @property
    def fields(self) -> list[tuple[str, str]]:
        named = [(key, str(label)) for key, label in LABELS.items()]
        return [*named, *((one.key, one.name) for one in self.own_columns)]

    @cached_property
    def own_columns(self) -> list[FieldColumn]:
        return columns()

    @cached_property
    def own_shown(self) -> list[FieldColumn]:
        """Own columns of which the file says something."""
        said = {key for line in self.lines for key, text in line.own if text}
        return [one for one in self.own_columns if one.key in said]

    @property
    def said(self) -> dict[str, str]:
        said: dict[str, str] = self.kept.mapping.get("request", {})
        return said


def preview_of(kept: PlanImport, *, by: Person) -> Preview:
    known = Department.objects.visible_to(by).living().values_list("pk", "name")
    into = kept.into
    understood = understand(bytes(kept.file), kept.mapping, into=into, strict=False)
    home = into.department if into else None
    resolution = resolve(understood.contents, kept.mapping, by=by, into=home)
    departments = [(str(key), name) for key, name in known]
    return Preview(kept, resolution, understood.found, departments)
