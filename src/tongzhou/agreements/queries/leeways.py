"""Why a change request must be signed again, or that it lies within the leeway."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from tongzhou.agreements.binding import Content
from tongzhou.agreements.models import ChangeRequest, Row
from tongzhou.agreements.provisions.leeway import exceeding
from tongzhou.agreements.queries.changes import Aim, blast_of, lines_of
from tongzhou.agreements.queries.touched import accepted, states_ahead
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Person


def why_not_at_once(change: ChangeRequest, aim: Aim) -> list[str] | None:
    """None where no leeway was agreed at all; empty when it can be applied at once."""
    leeways = aim.terms.get("leeways", [])
    lines = lines_of(change) if leeways else []
    if not lines:
        return None
    tasks = {line.task for line in lines if line.task}
    named = {str(line.new) for line in lines if line.field == "accountable" and line.new}
    people = Person.objects.filter(pk__in=named).order_by().values_list("pk", "department")
    homes = {str(key): str(home) for key, home in people}
    signed = last_signed_rows(change, tasks)
    found = exceeding(lines, leeways, signed, homes, calendar())
    blast = blast_of(aim, done=accepted(states_ahead(change.collaboration_id)))
    if blast.collisions or blast.exceeded:
        found.append(_("It reaches beyond the row: others would have to move, or the wanted date."))
    return found


def last_signed_rows(change: ChangeRequest, tasks: set[UUID]) -> Mapping[UUID, Content]:
    """As they read when heads last signed them.

    What a warrant changed since does not count, nor an emergency that nobody signed in time.
    """
    rows = Row.objects.filter(
        version__collaboration=change.collaboration_id,
        version__number__lte=change.base.number,
        version__in_force_at__isnull=False,
        task__in=tasks,
        warrant=None,
    ).exclude(seats__signature=None)
    found = rows.order_by("version__number").values_list("task", "content")
    return {task: content for task, content in found if task}
