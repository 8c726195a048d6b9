"""One act over many rows: what it has done so far, what went wrong, how it is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Invalid, Sentence, Stale
from tongzhou.journal.actions import record
from tongzhou.journal.events import Event
from tongzhou.org.models import Person
from tongzhou.org.standing import Standing
from tongzhou.plans.actions.pen import Pen
from tongzhou.plans.cells import Choices, read
from tongzhou.plans.events import TableChanged
from tongzhou.plans.models import Task
from tongzhou.plans.rows import Row

FEW = 12
"""More changes than these are told as one entry, which holds them all."""
MOST_PARTS = 5_000
Told = tuple[Event, Person | None]


@dataclass
class Act:
    """What has been done so far; `events` with whom it was done for."""

    case: Collaboration
    by: Person
    choices: Choices
    rows: dict[UUID, Row]
    leads: Standing | None
    """As what `by` may edit every row; None where that is judged row by row."""
    pen: Pen
    held: dict[UUID, Task] = field(default_factory=dict)
    made: dict[str, UUID] = field(default_factory=dict)
    events: list[Told] = field(default_factory=list)
    errors: dict[str, Sentence] = field(default_factory=dict)
    mine: dict[str, str] = field(default_factory=dict)
    theirs: dict[str, str] = field(default_factory=dict)
    named: set[tuple[str, object]] = field(default_factory=set)
    """Whom cells named so far: they take part already."""
    values: dict[tuple[str, str], Any] = field(default_factory=dict)

    def value(self, column: str, text: str) -> Any:
        """Files say the same in a thousand cells: each saying is read once."""
        if (column, text) not in self.values:
            self.values[column, text] = read(column, text, self.choices)
        return self.values[column, text]


def held(act: Act, keys: Iterable[UUID]) -> list[Task]:
    """In one order; what the act holds already is not asked for again."""
    wanted = set(keys)
    if missing := wanted - act.held.keys():
        rows = Task.objects.filter(collaboration=act.case, pk__in=missing).order_by("pk")
        if not act.leads:
            rows = rows.select_related("department__head")
        for task in rows.select_for_update(of=("self",)):
            task.collaboration = act.case
            act.held[task.pk] = task
    if wanted - act.held.keys():
        raise Invalid(_("This form is damaged. Reload the page and send it again."))
    return [act.held[key] for key in sorted(wanted)]


def require_taken(act: Act) -> None:
    if act.errors:
        told = ngettext(
            "%(count)s cell cannot be taken, so nothing was changed.",
            "%(count)s cells cannot be taken, so nothing was changed.",
            len(act.errors),
        )
        only = next(iter(act.errors.values()))
        sentence = only if len(act.errors) == 1 else told % {"count": len(act.errors)}
        raise Invalid(sentence, errors=_by_name(act, act.errors))
    if act.theirs:
        raise Stale(mine=_by_name(act, act.mine), theirs=_by_name(act, act.theirs))


def tell(act: Act) -> None:
    """A few changes as they are; many as one entry that holds each of them, or several."""
    told, act.events = act.events, []
    if len(told) <= FEW:
        for event, absent in told:
            record(event, by=act.by, on_behalf_of=absent)
        return
    for start in range(0, len(told), MOST_PARTS):
        _tell_together(act, told[start : start + MOST_PARTS])


def _tell_together(act: Act, some: list[Told]) -> None:
    parts = tuple(
        {"kind": event.kind, "subject": str(event.subject), **event.payload()}
        for event, _absent in some
    )
    rows = len({event.subject for event, _absent in some})
    about = {"subject": act.case.pk, "collaboration": act.case.pk}
    event = TableChanged(**about, cells=len(parts), rows=rows, parts=parts)
    absent = next((one for _event, one in some if one), None)
    record(event, by=act.by, on_behalf_of=absent)


def _by_name(act: Act, found: Mapping[str, Any]) -> dict[str, Any]:
    """Of a row that was to be new, under the name the grid knows."""
    names = {str(key): name for name, key in act.made.items()}
    split = ((*place.split(" ", 1), value) for place, value in found.items())
    return {f"{names.get(row, row)} {column}": value for row, column, value in split}
