"""Takes a workbook over: upload, say who is who, confirm; all or nothing."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions import cases
from tongzhou.collaborations.actions.contents import Contents as CaseContents
from tongzhou.collaborations.actions.moves import locked as locked_case
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Department, Person
from tongzhou.plans import policy
from tongzhou.plans.actions.imported_rows import Steps, T, write_rows
from tongzhou.plans.events import PlanImported
from tongzhou.plans.exchange.reading import require_something
from tongzhou.plans.models import HeadingMemory, PlanImport
from tongzhou.plans.queries.mapping import Mapping, Resolution, resolve
from tongzhou.plans.queries.taken import digest_of
from tongzhou.plans.queries.understanding import first_guess, remembered, shape_key, understand
from tongzhou.plans.states import PLAN_IMPORT

LONGEST_NAME = 200
OPEN_IMPORTS = 20
"""A person's older uploads that were never confirmed make room for new ones."""


def upload(name: str, data: bytes, *, by: Person, into: Collaboration | None = None) -> PlanImport:
    """Keep a file until it is confirmed; raises `Invalid` when there is no plan in it."""
    policy.may_import(by).require()
    if into is not None:
        policy.may_import_into(by, into).require()
        policy.require_open(into)
    first = understand(data, {}, into=into, strict=False)
    mapping: Mapping = {"columns": remembered(by, first.found)}
    if first.found is not None:
        if not mapping["columns"] and not any(block.columns for block in first.found.blocks):
            require_something(first.found)
        mapping["request"] = first_guess(first.found, name, by)
    with transaction.atomic():
        kept = PlanImport.objects.filter(by=by, state="uploaded").order_by("-at")
        stale = list(kept.values_list("pk", flat=True)[OPEN_IMPORTS - 1 :])
        PlanImport.objects.filter(pk__in=stale).delete()
        return PlanImport.objects.create(
            by=by, name=name[-LONGEST_NAME:] or "xlsx", file=data, at=clock.now(),
            mapping=mapping, into=into,
        )  # fmt: skip


def map_import(plan_import: PlanImport, mapping: Mapping, *, by: Person) -> PlanImport:
    """Remember who the names and job titles are, and what the columns of such a table mean."""
    with transaction.atomic():
        held = _locked(plan_import, "map", by)
        held.mapping = mapping
        held.save(update_fields=["mapping"])
        for shape, columns in mapping.get("columns", {}).items():
            HeadingMemory.objects.update_or_create(
                by=by, shape=shape_key(shape), defaults={"columns": columns, "at": clock.now()}
            )
        return held


def discard(plan_import: PlanImport, *, by: Person) -> None:
    """The file goes, the row stays."""
    with transaction.atomic():
        held = _locked(plan_import, "discard", by)
        held.state, held.file = PLAN_IMPORT.after(held.state, "discard"), b""
        held.save(update_fields=["state", "file"])


def confirm(plan_import: PlanImport, *, by: Person) -> Collaboration:
    return _done(confirm_stepwise(plan_import, by=by))


def confirm_stepwise(plan_import: PlanImport, *, by: Person) -> Steps[Collaboration]:
    """Says how far it is; everything is kept, or nothing when it is not heard to its end."""
    with transaction.atomic():
        held = _locked(plan_import, "confirm", by)
        case = yield from _take_over(bytes(held.file), held.name, held.mapping, by, held.into)
        held.state = PLAN_IMPORT.after(held.state, "confirm")
        held.collaboration = case
        held.save(update_fields=["state", "collaboration"])
        return case


def take_over(
    data: bytes, *, name: str, mapping: Mapping, by: Person, into: Collaboration | None = None
) -> Collaboration:
    """The rows of a file in the table of `into`, or in that of a new collaboration."""
    return _done(_take_over(data, name, mapping, by, into))


def _take_over(
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
        else:
            _require_open(case, found, by=by)
        tasks = yield from write_rows(case, found, by=by)
        owners = dict.fromkeys(DepartmentId(one.department_id) for one in tasks)
        event = PlanImported(
            subject=case.pk, collaboration=case.pk, file=name[-LONGEST_NAME:], count=len(tasks),
            digest=digest_of(data), departments=tuple(owners),
        )  # fmt: skip
        record(event, by=by)
        return case


def _done(steps: Steps[T]) -> T:
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


def _require_open(case: Collaboration, found: Resolution, *, by: Person) -> None:
    policy.may_import_into(by, case).require()
    for place in found.places.values():
        if place.department is not None:
            policy.may_add(by, case, place.department).require()
    policy.require_open(case)


def _locked(plan_import: PlanImport, verb: str, by: Person) -> PlanImport:
    held = PlanImport.objects.select_for_update().get(pk=plan_import.pk)
    policy.may_take_over(by, held).require()
    PLAN_IMPORT.check(held.state, verb)
    return held


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
