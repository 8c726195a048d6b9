"""An objection to a change in force, by a department that did not have to sign it again.

It is a request to take the change back, and goes to the initiator's review like any other. Saying
nothing is no objection, and never a signature.
"""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements import policy
from tongzhou.agreements.actions.circulating import checked_reason
from tongzhou.agreements.actions.drafting import base_of
from tongzhou.agreements.actions.lines import write_lines
from tongzhou.agreements.actions.locks import locked_change
from tongzhou.agreements.actions.turns import settle_change
from tongzhou.agreements.asked import Asked
from tongzhou.agreements.contents import CHANGEABLE, ROW
from tongzhou.agreements.events import ChangeObjectedAfterwards
from tongzhou.agreements.models import ChangeRequest
from tongzhou.agreements.queries.objections import last_day, not_asked
from tongzhou.agreements.states import CHANGE
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow, Refused
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Department, Person

SETTLED = ("accepted", "accepted_with_remains")


def object_afterwards(
    change: ChangeRequest, *, department: Department, by: Person, reason: str
) -> ChangeRequest:
    reason = checked_reason(reason)
    with transaction.atomic():
        change = locked_change(change)
        standing = policy.standing_of_head(by, department)
        _require_open(change, department)
        case = change.collaboration
        last = case.changes.aggregate(last=Max("number"))["last"] or 0
        made = ChangeRequest.objects.create(
            collaboration=case,
            number=last + 1,
            reason=reason,
            base=base_of(case),
            department=department,
            by=by,
            on_behalf_of=standing.on_behalf_of,
            at=clock.now(),
            submitted_at=clock.now(),
            state=CHANGE.after("draft", "submit", "reviewing"),
            objects_to=change,
        )
        write_lines(made, _taken_back(change))
        _require_an_effect(made)
        event = ChangeObjectedAfterwards(
            subject=made.pk,
            collaboration=case.pk,
            number=change.number,
            department=DepartmentId(department.pk),
            reason=reason,
        )
        record(event, by=by, on_behalf_of=standing.on_behalf_of, keeps=[made])
        settle_change(made)
        return made


def _require_open(change: ChangeRequest, department: Department) -> None:
    until = last_day(change)
    if until is None:
        raise NotPossibleNow(_("This change is not one to object to afterwards."))
    if clock.today() > until:
        raise NotPossibleNow(
            _("The period for objections ended on %(day)s. Request a change instead.")
            % {"day": until.isoformat()}
        )
    if department not in not_asked(change):
        raise Refused(
            _("%(department)s has signed or objected already, or takes no part.")
            % {"department": department.name}
        )


def _taken_back(change: ChangeRequest) -> Asked:
    """What the change did, the other way round; what has been accepted since is left alone."""
    rows: dict[UUID, dict[str, Any]] = defaultdict(dict)
    asks: dict[UUID, dict[str, Any]] = defaultdict(dict)
    shared: dict[str, Any] = {}
    added, dropped = [], []
    base = dict(change.base.rows.exclude(task=None).values_list("task", "content"))
    for line in change.lines.select_related("task"):
        if line.task_id is None:
            (asks[line.ask_id] if line.ask_id else shared)[line.field] = line.old
        elif line.field == ROW and line.new is None:
            content = base[line.task_id]
            added.append({name: content[name] for name in CHANGEABLE if name in content})
        elif line.task.state in SETTLED or line.task.removed_at:
            continue
        elif line.field == ROW:
            dropped.append(line.task_id)
        else:
            rows[line.task_id][line.field] = line.old
    for key in dropped:
        rows.pop(key, None)
    return Asked(rows=dict(rows), added=added, dropped=dropped, shared=shared, asks=dict(asks))


def _require_an_effect(made: ChangeRequest) -> None:
    if not made.lines.exists():
        raise NotPossibleNow(
            _("Nothing of it can be taken back any more. Raise a problem, or request a change.")
        )
