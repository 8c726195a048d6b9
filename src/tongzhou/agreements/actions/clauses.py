"""Carries clauses out: each exactly once, in one transaction with its entry in the journal."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tongzhou.agreements.actions.beforehand import carry_out
from tongzhou.agreements.actions.lines import write_lines
from tongzhou.agreements.asked import Asked
from tongzhou.agreements.events import ClauseFired, ClauseLapsed
from tongzhou.agreements.models import ChangeRequest, Firing, Provision, Version
from tongzhou.agreements.provisions.effects import asked_by
from tongzhou.agreements.provisions.truth import came_true
from tongzhou.agreements.provisions.vocabulary import CHANGES_ROWS
from tongzhou.agreements.queries.breaks import broken_rows
from tongzhou.agreements.queries.situations import Situation
from tongzhou.collaborations.actions import moves
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import canonical, clock
from tongzhou.journal.actions import record
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Person
from tongzhou.plans.actions.under_change import let_person_join
from tongzhou.plans.models import Task

LIVING = ("delivering", "accepting")


def carry_out_due() -> None:
    """Every clause in force that has not ended yet; each in a transaction of its own."""
    open_ones = Provision.objects.filter(
        kind="clause", removed_at=None, firing=None, collaboration__state__in=LIVING
    )
    for key in list(open_ones.order_by("id").values_list("pk", flat=True)):
        decide(key)


def decide(key: UUID) -> Firing | None:
    """None as long as it is open, or waits for a change that is being signed."""
    with transaction.atomic():
        found = Provision.objects.select_related("collaboration").get(pk=key)
        case = moves.locked(found.collaboration)
        clause = Provision.objects.select_for_update().get(pk=key)
        version = _signed_in(case, clause)
        if version is None or Firing.objects.filter(provision=clause).exists():
            return None
        now = clock.now().astimezone(clock.zone())
        true = came_true(clause.content["if"], Situation(case.pk), now=now)
        if true is None or (true and _must_wait(case, clause, version)):
            return None
        return _end(case, clause, version, true=true)


def _signed_in(case: Collaboration, clause: Provision) -> Version | None:
    """The version in force, if the clause is part of what was signed with it."""
    version = Version.objects.filter(collaboration=case, state="in_force").first()
    if version is None or clause.removed_at or case.state not in LIVING:
        return None
    terms = version.rows.get(kind="terms").content
    return version if clause.content in terms.get("clauses", ()) else None


def _must_wait(case: Collaboration, clause: Provision, version: Version) -> bool:
    """One version at a time is being signed; on a table that was tampered with nothing is built."""
    if clause.content["then"]["kind"] not in CHANGES_ROWS:
        return False
    being_signed = case.changes.filter(state__in=("signing", "provisional"))
    return being_signed.exists() or bool(broken_rows(version))


def _end(case: Collaboration, clause: Provision, version: Version, *, true: bool) -> Firing:
    made = _consequence(case, clause, version) if true else None
    firing = Firing.objects.create(
        provision=clause,
        came_true=true,
        at=clock.now(),
        change=made.change if made else None,
    )
    record(_told(clause, made) if true else _lapsed(clause), by=None, keeps=[firing])
    return firing


def _told(clause: Provision, made: Version | None) -> ClauseFired:
    return ClauseFired(
        subject=clause.pk,
        collaboration=clause.collaboration_id,
        content=canonical.digest(clause.content),
        version=made.number if made else 0,
    )


def _lapsed(clause: Provision) -> ClauseLapsed:
    return ClauseLapsed(
        subject=clause.pk,
        collaboration=clause.collaboration_id,
        content=canonical.digest(clause.content),
    )


def _consequence(case: Collaboration, clause: Provision, version: Version) -> Version | None:
    """The version it leads to, if anything that is signed changes."""
    then = clause.content["then"]
    if then["kind"] == "add":
        task = Task.objects.standing().filter(pk=then["task"]).first()
        if task:
            let_person_join(task, Person.objects.get(pk=then["person"]))
        return None
    if then["kind"] not in CHANGES_ROWS:
        return None
    tasks = list(Task.objects.standing().filter(collaboration=case))
    contents = dict(version.rows.exclude(task=None).values_list("task", "content"))
    rows = {task.pk: contents[task.pk] for task in tasks if task.pk in contents}
    asked = asked_by(then, rows, {task.pk: task.state for task in tasks}, calendar())
    return _changed(case, version, asked) if asked.rows or asked.dropped else None


def _changed(case: Collaboration, version: Version, asked: Asked) -> Version:
    """Nobody asked for it: it stands under the name of who leads the collaboration."""
    last = case.changes.aggregate(last=Max("number"))["last"] or 0
    change = ChangeRequest.objects.create(
        collaboration=case,
        number=last + 1,
        kind=ChangeRequest.Kind.CLAUSE,
        base=version,
        department=case.department,
        by=case.person_in_charge,
        at=clock.now(),
    )
    write_lines(change, asked)
    return carry_out(change, None)
