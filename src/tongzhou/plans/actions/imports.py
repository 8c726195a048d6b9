"""Takes a workbook over: upload, say who is who, confirm; all or nothing."""

import hashlib
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions import cases
from tongzhou.collaborations.actions.contents import Contents as CaseContents
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.actions import record
from tongzhou.org.models import Department, Person
from tongzhou.plans import policy
from tongzhou.plans.actions.tasks import NewTask, write_task
from tongzhou.plans.events import PlanImported, ProgressNoted
from tongzhou.plans.models import PlanImport, Role, Task
from tongzhou.plans.queries.mapping import Mapping, Resolution, resolve
from tongzhou.plans.states import PLAN_IMPORT
from tongzhou.plans.workbook.contents import ProgressLine, TaskLine
from tongzhou.plans.workbook.reading import read_workbook

LONGEST_NAME = 200
END_OF_DAY = time(18)
USUAL_BUFFER = 3
OPEN_IMPORTS = 20
"""A person's older uploads that were never confirmed make room for new ones."""


def upload(name: str, data: bytes, *, by: Person) -> PlanImport:
    """Keep a workbook until its mapping is confirmed; raises `Invalid` when it is none."""
    policy.may_import(by).require()
    read_workbook(data)
    with transaction.atomic():
        kept = PlanImport.objects.filter(by=by, state="uploaded").order_by("-at")
        stale = list(kept.values_list("pk", flat=True)[OPEN_IMPORTS - 1 :])
        PlanImport.objects.filter(pk__in=stale).delete()
        return PlanImport.objects.create(
            by=by, name=name[-LONGEST_NAME:] or "xlsx", file=data, at=clock.now()
        )


def map_import(plan_import: PlanImport, mapping: Mapping, *, by: Person) -> PlanImport:
    """Remember who the names and job titles are."""
    with transaction.atomic():
        held = _locked(plan_import, "map", by)
        held.mapping = mapping
        held.save(update_fields=["mapping"])
        return held


def discard(plan_import: PlanImport, *, by: Person) -> None:
    """The file goes, the row stays."""
    with transaction.atomic():
        held = _locked(plan_import, "discard", by)
        held.state, held.file = PLAN_IMPORT.after(held.state, "discard"), b""
        held.save(update_fields=["state", "file"])


def confirm(plan_import: PlanImport, *, by: Person) -> Collaboration:
    with transaction.atomic():
        held = _locked(plan_import, "confirm", by)
        data = bytes(held.file)
        case = take_over(data, name=held.name, mapping=held.mapping, by=by)
        held.state = PLAN_IMPORT.after(held.state, "confirm")
        held.collaboration = case
        held.save(update_fields=["state", "collaboration"])
        return case


def take_over(data: bytes, *, name: str, mapping: Mapping, by: Person) -> Collaboration:
    """The collaboration of a workbook with its rows and their progress, the work being divided.

    It has no requests: what the departments promised stands in the table that came in.
    """
    found = resolve(read_workbook(data), mapping, by=by)
    if found.errors:
        errors = {error.where: error.sentence for error in found.errors}
        raise Invalid(_("The workbook cannot be taken over yet."), errors=errors)
    if not found.contents.tasks:
        raise Invalid(_("The division table of the workbook has no rows."))
    with transaction.atomic():
        case = _draft(found, by=by)
        cases.move(case, "send", by=by)
        held = cases.move(case, "divide", by=by)
        progress = {line.name: line for line in found.contents.progress}
        for line in found.contents.tasks:
            task = write_task(held, _new_task(line, found), by=by)
            _write_seats(task, line, found)
            if line.name in progress:
                _write_progress(task, progress[line.name], by=by)
        event = PlanImported(
            subject=case.pk,
            collaboration=case.pk,
            file=name[-LONGEST_NAME:],
            count=len(found.contents.tasks),
            digest=hashlib.sha256(data).hexdigest(),
        )
        record(event, by=by)
        return held


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


def _new_task(line: TaskLine, found: Resolution) -> NewTask:
    return NewTask(
        name=line.name,
        department=found.department(line.department),
        start=line.start,
        end=line.end,
        buffer_days=USUAL_BUFFER if line.buffer_days is None else line.buffer_days,
        deliverable=line.deliverable,
        criteria=line.criteria,
        supports=tuple(found.department(name).pk for name in line.supports),
    )


def _write_seats(task: Task, line: TaskLine, found: Resolution) -> None:
    """Several seats that one head stands in for are one role with all their titles."""
    roles: dict[object, Role] = {}
    for written in line.responsible:
        seat = found.seat(line.department, written)
        person = seat.person or seat.stand_in
        assert person is not None
        title = "" if seat.is_name else seat.written
        role = roles.setdefault(
            person.pk,
            Role(task=task, letter="R", person=person, stands_in=seat.person is None),
        )
        role.seat = "、".join(filter(None, (role.seat, title)))[:60]
    Role.objects.bulk_create(roles.values())
    if line.accountable:
        seat = found.seat(line.department, line.accountable)
        task.roles.filter(letter="A").delete()
        Role.objects.create(
            task=task,
            letter="A",
            person=seat.person or seat.stand_in,
            seat="" if seat.is_name else seat.written[:60],
            stands_in=seat.person is None,
        )


def _write_progress(task: Task, line: ProgressLine, *, by: Person) -> None:
    """What was finished is noted as 100 %: handing over and accepting are steps of their own."""
    task.percent, task.risk = line.percent, line.risk
    task.state = "in_progress" if line.percent else "not_started"
    if line.updated:
        task.updated_at = datetime.combine(line.updated, END_OF_DAY, tzinfo=clock.zone())
    task.save(update_fields=["percent", "risk", "state", "updated_at"])
    event = ProgressNoted(
        subject=task.pk,
        collaboration=task.collaboration_id,
        name=task.name,
        percent=task.percent,
        before=0,
        state=task.state,
        risk=task.risk,
    )
    record(event, by=by)
