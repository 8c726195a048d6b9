"""Changes single cells: as people edit them before signing, or as a signed change applies them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.bringing_in import bring_in_person
from tongzhou.core.verdicts import Invalid, Refused, Stale
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.plans import policy, queries
from tongzhou.plans.actions.locks import locked, require_standing, touched
from tongzhou.plans.actions.parties import bring_in
from tongzhou.plans.actions.writing import write
from tongzhou.plans.cells import is_column, is_own, plain, read
from tongzhou.plans.models import Task
from tongzhou.plans.rows import Row

LETTERS = {"R": "responsible", "A": "accountable", "C": "consulted", "I": "informed"}
NAMING_DEPARTMENTS = ("department", "supports", "informed")
NAMING_CARRIERS = ("responsible", "accountable")
"""Whoever owes updates of a confidential collaboration has to see it."""
NAMING = (*NAMING_DEPARTMENTS, *NAMING_CARRIERS)


def edit_cell(task: Task, *, field: str, value: str, was: str | None, by: Person) -> Row:
    """Take over typed text; `was` is what the cell showed when typing began.

    Only the same cell conflicts: somebody else's change of another cell of the row stays.
    """
    with transaction.atomic():
        held = _open_row(task, field, by)
        before = queries.own_row(task.pk) if is_own(field) else queries.row(task.pk)
        stands = before.text(field)
        same = {plain(stands), before.key(field)}
        if plain(value) in same:
            return before
        if was is not None and plain(was) not in same:
            raise Stale(mine={field: value}, theirs={field: stands})
        typed = read(field, value, queries.choices_for(held.collaboration, field))
        return _changed(held, before, field, typed, by=by)


def set_role(
    task: Task, *, letter: str, people: Iterable[UUID], departments: Iterable[UUID] = (), by: Person
) -> Row:
    """Fill one letter of RACI with exactly these; whoever only stood in is then named."""
    column = LETTERS.get(letter, "")
    wanted = (*departments, *people)
    with transaction.atomic():
        held = _open_row(task, column, by)
        choices = queries.choices_for(held.collaboration, column)
        typed = tuple(read(column, str(key), choices) for key in wanted)
        value: Any = tuple(dict.fromkeys(_flat(typed)))
        if letter == "A":
            value = next(iter(value), None)
        return _changed(held, queries.row(task.pk), column, value, by=by)


def apply_fields(task: Task, changes: Mapping[str, Any], *, by: Person | None) -> Row:
    """Write signed facts, given as in `queries.signed_content`, on the authority of a change.

    Who may and whether all have signed was judged by the caller.
    """
    with transaction.atomic():
        held = locked(task)
        for field, value in _dates_together(changes):
            before = queries.row(task.pk)
            column, typed = _from_content(before, field, value)
            bring_in_named(held, column, typed, by=by)
            event = write(held, before, column, typed)
            if event:
                record(event, by=by)
        touched(held)
        return queries.row(task.pk)


def _dates_together(changes: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """A row that moves as a whole is never judged half moved."""
    moved = {name: changes[name] for name in ("start", "end") if name in changes}
    if len(moved) == 2:
        yield "dates", tuple(moved.values())
    else:
        yield from moved.items()
    yield from ((name, value) for name, value in changes.items() if name not in moved)


def _open_row(task: Task, column: str, by: Person) -> Task:
    held = locked(task)
    if not is_column(column):
        raise Invalid(_("There is no such column."))
    policy.may_edit(by, held, column).require()
    policy.require_open(held.collaboration, column)
    require_standing(held)
    return held


def _changed(held: Task, before: Row, column: str, typed: Any, *, by: Person) -> Row:
    standing = policy.edits_as(by, held)
    bring_in_named(held, column, typed, by=by)
    event = write(held, before, column, typed)
    if event is None:
        return before
    touched(held)
    record(event, by=by, on_behalf_of=standing.on_behalf_of if standing else None)
    return queries.row(held.pk)


def bring_in_named(held: Task, column: str, typed: Any, *, by: Person | None) -> None:
    """An emptied cell names nobody."""
    named = [typed] if isinstance(typed, UUID) else typed or ()
    if column in NAMING_DEPARTMENTS:
        bring_in(held.collaboration, named, by=by)
    elif column in NAMING_CARRIERS:
        for person in Person.objects.filter(pk__in=named):
            bring_in_person(held.collaboration, person, by=by)


def _flat(values: Iterable[Any]) -> Iterable[UUID]:
    for value in values:
        yield from value if isinstance(value, tuple) else (value,)


def _from_content(before: Row, field: str, value: Any) -> tuple[str, Any]:
    """The column and value that a fact of `signed_content` stands for."""
    if field == "dependencies":
        signed = [(UUID(one["on"]), one["kind"], one["lag_days"]) for one in value]
        return "waits_for", (*signed, *_inside(before, {one[0] for one in signed}))
    if field not in FROM_CONTENT:
        raise Refused(_("This column is not signed."))
    return field, FROM_CONTENT[field](value)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _inside(before: Row, besides: set[UUID]) -> Iterable[tuple[UUID, str, int]]:
    """What the row waits for in its own department: not signed, so it stays."""
    own = Task.objects.filter(
        pk__in=[wait.on for wait in before.waits_for], department=before.department.id
    )
    keys = set(own.values_list("pk", flat=True)) - besides
    return [(wait.on, wait.kind, wait.lag_days) for wait in before.waits_for if wait.on in keys]


FROM_CONTENT: dict[str, Callable[[Any], Any]] = {
    "name": str,
    "department": UUID,
    "accountable": lambda key: UUID(key) if key else None,
    "start": _day,
    "end": _day,
    "dates": lambda days: (_day(days[0]), _day(days[1])),
    "buffer_days": int,
    "deliverable": str,
    "criteria": tuple,
    "supports": lambda keys: tuple(map(UUID, keys)),
    "waits_for": lambda ones: tuple(
        (UUID(one["on"]), one["kind"], one["lag_days"]) for one in ones
    ),
}
