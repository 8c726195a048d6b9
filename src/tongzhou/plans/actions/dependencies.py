"""Says which row waits for which; the table's cell «waits for» does the same for all at once."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid, Refused
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.plans import policy, queries
from tongzhou.plans.actions.locks import locked, require_standing, touched
from tongzhou.plans.actions.pen import Waits
from tongzhou.plans.actions.writing import write
from tongzhou.plans.cells import LONGEST_LAG
from tongzhou.plans.models import Dependency, Task
from tongzhou.plans.rows import Row


def add_dependency(task: Task, *, on: Task, by: Person, kind: str = "FS", lag_days: int = 0) -> Row:
    """`task` waits for `on`; an earlier dependency between the two is replaced."""
    if on.collaboration_id != task.collaboration_id:
        raise Refused(_("Rows of different collaborations cannot wait for each other."))
    if kind not in Dependency.Kind.values or abs(lag_days) > LONGEST_LAG:
        raise Invalid(_("There is no such dependency."))
    return _rewritten(task, besides=on, added=((on.pk, kind, lag_days),), by=by)


def remove_dependency(task: Task, *, on: Task, by: Person) -> Row:
    return _rewritten(task, besides=on, added=(), by=by)


def _rewritten(task: Task, *, besides: Task, added: Waits, by: Person) -> Row:
    with transaction.atomic():
        held = locked(task)
        policy.may_edit(by, held).require()
        policy.require_open(held.collaboration, "waits_for")
        require_standing(held)
        before = queries.row(task.pk)
        kept = tuple(
            (wait.on, wait.kind, wait.lag_days)
            for wait in before.waits_for
            if wait.on != besides.pk
        )
        event = write(held, before, "waits_for", (*kept, *added))
        if event is None:
            return before
        standing = policy.edits_as(by, held)
        touched(held)
        record(event, by=by, on_behalf_of=standing.on_behalf_of if standing else None)
        return queries.row(task.pk)
