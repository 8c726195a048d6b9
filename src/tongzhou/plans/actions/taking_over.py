"""Writes what a file says: into a new collaboration, or into the rows of one that stands."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions import cases
from tongzhou.collaborations.actions.contents import Contents as CaseContents
from tongzhou.collaborations.actions.moves import locked as locked_case
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Department, Person
from tongzhou.plans import policy
from tongzhou.plans.actions.imported_rows import Steps, T, write_rows
from tongzhou.plans.actions.merging import merge_rows
from tongzhou.plans.events import PlanImported
from tongzhou.plans.models import PlanImport, Task
from tongzhou.plans.queries.differences import Differences, differences
from tongzhou.plans.queries.fields import own_table
from tongzhou.plans.queries.mapping import Mapping, Resolution, resolve
from tongzhou.plans.queries.table import table
from tongzhou.plans.queries.taken import digest_of
from tongzhou.plans.queries.understanding import understand

LONGEST_NAME = 200


def take_over(
    data: bytes, *, name: str, mapping: Mapping, by: Person, into: Collaboration | None = None
) -> Collaboration:
    """The rows of a file in the table of `into`, or in that of a new collaboration."""
    return done(take_over_stepwise(data, name, mapping, by, into))


def take_over_stepwise(
    data: bytes, name: str, mapping: Mapping, by: Person, into: Collaboration | None
) -> Steps[Collaboration]:
    """A new one has no requests: what the departments promised stands in the table that came in."""
    contents = understand(data, mapping, into=into).contents
    with transaction.atomic():
        case = locked_case(into) if into is not None else None
        found = resolve(contents, mapping, by=by, into=case.department if case else None)
        _require_sound(found)
        if case is None:
            case = _begun(found, by=by)
            tasks = yield from write_rows(case, found, by=by)
        else:
            tasks = yield from _brought_in(case, found, mapping, by=by)
        owners = dict.fromkeys(DepartmentId(one.department_id) for one in tasks)
        event = PlanImported(
            subject=case.pk, collaboration=case.pk, file=name[-LONGEST_NAME:], count=len(tasks),
            digest=digest_of(data), departments=tuple(owners),
        )  # fmt: skip
        record(event, by=by)
        return case


def done(steps: Steps[T]) -> T:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result


def _require_sound(found: Resolution) -> None:
    if found.errors:
        errors = {error.where: error.sentence for error in found.errors}
        raise Invalid(_("The workbook cannot be taken over yet."), errors=errors)
    if not found.contents.tasks:
        raise Invalid(_("The division table of the workbook has no rows."))


def _begun(found: Resolution, *, by: Person) -> Collaboration:
    request = found.contents.request
    if not request.name or not request.initiator:
        raise Invalid(_("Say what the collaboration is called and which department leads it."))
    case = _draft(found, by=by)
    cases.move(case, "send", by=by)
    return cases.move(case, "divide", by=by)


def _brought_in(
    case: Collaboration, found: Resolution, mapping: Mapping, *, by: Person
) -> Steps[list[Task]]:
    """Line for line into the rows they mean, or all of them as new rows, as was said."""
    _require_open(case, found, by=by)
    said = mapping.get("into", {})
    if said.get("mode") == "add":
        return (yield from write_rows(case, found, by=by))
    by_row = _compared(case, found)
    _require_matched(by_row)
    return (yield from merge_rows(case, found, by_row, by=by, removes=said.get("gone") == "remove"))


def read_into(held: PlanImport, *, by: Person) -> tuple[Collaboration, Resolution, Differences]:
    """What a held file says to the table it goes into; raises for what cannot be taken."""
    if held.into is None:
        raise Invalid(_("This file does not go into a table that stands."))
    case = locked_case(held.into)
    policy.may_import_into(by, case).require()
    contents = understand(bytes(held.file), held.mapping, into=case).contents
    found = resolve(contents, held.mapping, by=by, into=case.department)
    _require_sound(found)
    by_row = _compared(case, found)
    _require_matched(by_row)
    return case, found, by_row


def _compared(case: Collaboration, found: Resolution) -> Differences:
    """With the table as it stands now."""
    return differences(found, own_table(case.pk).filled(table(case.pk)))


def _require_matched(by_row: Differences) -> None:
    if by_row.errors:
        errors = {error.where: error.sentence for error in by_row.errors}
        raise Invalid(_("The workbook cannot be taken over yet."), errors=errors)


def _require_open(case: Collaboration, found: Resolution, *, by: Person) -> None:
    policy.may_import_into(by, case).require()
    for place in found.places.values():
        if place.department is not None:
            policy.may_add(by, case, place.department).require()
    policy.require_open(case)


def _draft(found: Resolution, *, by: Person) -> Collaboration:
    request = found.contents.request
    contents = CaseContents(
        name=request.name,
        person_in_charge=_in_charge(found, by),
        partners=tuple(_partners(found).values()),
        background=request.background,
        goal=request.goal,
        wanted_date=request.wanted_date,
        people_needed=request.people_needed,
        budget_needed=request.budget_needed,
        data_needed=request.data_needed,
        milestones=request.milestones,
        notes=request.notes,
    )
    return cases.draft(found.department(request.initiator), contents, by=by)


def _in_charge(found: Resolution, by: Person) -> Person:
    request = found.contents.request
    if not request.in_charge:
        return by
    seat = found.seat(request.initiator, request.in_charge)
    return seat.person or seat.stand_in or by


def _partners(found: Resolution) -> dict[object, Department]:
    """Everybody the workbook names, in its order."""
    request = found.contents.request
    written = [*request.partners]
    for line in found.contents.tasks:
        written += [line.department, *line.supports]
    departments = [found.department(name) for name in written]
    return {department.pk: department for department in departments}
