"""What can happen to the division table. A cell's change has a kind of its own per column."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event, PersonId


@dataclass(frozen=True, kw_only=True)
class TaskAdded(Event):
    kind = "task.added"
    sentence = _("%(actor)s added row %(number)s “%(name)s” for %(department)s.")

    number: int
    name: str
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class TaskRemoved(Event):
    kind = "task.removed"
    sentence = _("%(actor)s took row %(number)s “%(name)s” out of the table.")

    number: int
    name: str


@dataclass(frozen=True, kw_only=True)
class TaskRestored(Event):
    kind = "task.restored"
    sentence = _("%(actor)s put row %(number)s “%(name)s” back into the table.")

    number: int
    name: str


@dataclass(frozen=True, kw_only=True)
class TaskRenamed(Event):
    kind = "task.renamed"
    sentence = _("%(actor)s renamed “%(old)s” to “%(new)s”.")

    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class TaskHandedOver(Event):
    kind = "task.handed_over"
    sentence = _("%(actor)s gave “%(name)s” from %(old)s to %(new)s.")

    name: str
    old: DepartmentId
    new: DepartmentId


@dataclass(frozen=True, kw_only=True)
class TaskDated(Event):
    """Dates as «2023-07-01 ~ 2023-07-20»."""

    kind = "task.dated"
    sentence = _("%(actor)s changed the dates of “%(name)s” from %(old)s to %(new)s.")

    name: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class TaskBuffered(Event):
    kind = "task.buffered"
    sentence = _("%(actor)s changed the buffer of “%(name)s” from %(old)s to %(new)s days.")

    name: str
    old: int
    new: int


@dataclass(frozen=True, kw_only=True)
class DeliverableChanged(Event):
    kind = "task.deliverable_changed"
    sentence = _("%(actor)s changed the deliverable of “%(name)s” to “%(new)s”.")

    name: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class CriteriaChanged(Event):
    kind = "task.criteria_changed"
    sentence = _("%(actor)s changed the acceptance criteria of “%(name)s”.")

    name: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SupportsChanged(Event):
    kind = "task.supports_changed"
    sentence = _("%(actor)s changed the supporting departments of “%(name)s” to: %(new)s.")

    name: str
    old: tuple[DepartmentId, ...]
    new: tuple[DepartmentId, ...]


@dataclass(frozen=True, kw_only=True)
class RoleFilled(Event):
    """`letter` is one of RACI; informed departments are in `departments`."""

    kind = "task.role_filled"
    sentence = _("%(actor)s named for %(letter)s of “%(name)s”: %(new)s.")

    name: str
    letter: str
    old: tuple[PersonId, ...]
    new: tuple[PersonId, ...]


@dataclass(frozen=True, kw_only=True)
class DependenciesChanged(Event):
    """Each one as «id of the other row, kind, lag in working days»."""

    kind = "task.dependencies_changed"
    sentence = _("%(actor)s changed what “%(name)s” waits for to: %(shown)s.")

    name: str
    shown: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TaskEstimated(Event):
    kind = "task.estimated"
    sentence = _("%(actor)s estimated “%(name)s” at %(new)s person-days.")

    name: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class TaskLinked(Event):
    kind = "task.linked"
    sentence = _("%(actor)s noted which agreed request “%(name)s” fulfils.")

    name: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class TermsTakenOver(Event):
    kind = "plan.filled"
    sentence = _("%(actor)s took over the agreed terms: %(count)s new rows.")

    count: int


@dataclass(frozen=True, kw_only=True)
class ProgressNoted(Event):
    kind = "task.progress_noted"
    sentence = _("%(actor)s noted %(percent)s%% for “%(name)s”.")

    name: str
    percent: int
    before: int
    was: str = ""
    state: str
    risk: str


@dataclass(frozen=True, kw_only=True)
class TaskMoved(Event):
    """From one state to another, by delivery, acceptance or return, which have entries of their own."""

    kind = "task.moved"
    sentence = _("%(actor)s moved “%(name)s” on.")
    echo = True

    name: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class PlanImported(Event):
    """`digest` is the SHA-256 of the file; `departments` own the rows that came in."""

    kind = "plan.imported"
    sentence = _("%(actor)s took over the workbook “%(file)s” with %(count)s rows.")

    file: str
    count: int
    digest: str
    departments: tuple[DepartmentId, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TableChanged(Event):
    """Many changes of one act; `parts` holds the facts of each, with its kind and subject."""

    kind = "plan.changed"
    sentence = _("%(actor)s changed %(cells)s entries in %(rows)s rows of the division table.")

    cells: int
    rows: int
    parts: tuple[dict[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class RowsOrdered(Event):
    kind = "plan.ordered"
    sentence = _("%(actor)s moved %(count)s rows to another place in the division table.")

    count: int


@dataclass(frozen=True, kw_only=True)
class PlanViewShared(Event):
    kind = "plan_view.shared"
    sentence = _("%(actor)s shared the view “%(name)s” of the division table.")

    name: str


@dataclass(frozen=True, kw_only=True)
class PlanViewWithdrawn(Event):
    kind = "plan_view.withdrawn"
    sentence = _("%(actor)s no longer shares the view “%(name)s” of the division table.")

    name: str
