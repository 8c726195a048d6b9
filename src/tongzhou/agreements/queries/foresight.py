"""What new dates of single rows would do, as a superior reads it before a ruling."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tongzhou.agreements.binding import Content
from tongzhou.agreements.blast import Blast, radius
from tongzhou.agreements.contents import DROPPED
from tongzhou.agreements.models import Row
from tongzhou.agreements.queries.changes import links, milestones_of, wanted_day
from tongzhou.agreements.queries.touched import accepted, states_ahead
from tongzhou.org.calendars import calendar
from tongzhou.ui import formats

End = tuple[UUID, date]
"""A row and where it would end."""


def of_ends(collaboration: UUID, ends: Iterable[End]) -> dict[End, list[str]]:
    """Each by itself, against the version in force; a bounded number of questions for all."""
    wanted = list(ends)
    rows = Row.objects.filter(version__collaboration=collaboration, version__state="in_force")
    frozen: dict[UUID | None, Content] = dict(rows.values_list("task", "content")) if wanted else {}
    if None not in frozen:
        return {}
    before = {key: one for key, one in frozen.items() if key and not one.get(DROPPED)}
    flow, done = links(collaboration), accepted(states_ahead(collaboration))
    told = {}
    for task, end in wanted:
        if task in before:
            found = radius(
                before,
                before | {task: before[task] | {"end": end.isoformat()}},
                flow,
                wanted=wanted_day(frozen[None]),
                calendar=calendar(),
                milestones=milestones_of(frozen[None]),
                done=done,
            )
            told[task, end] = _told(found, before)
    return told


def _told(found: Blast, rows: dict[UUID, Content]) -> list[str]:
    said = []
    if found.collisions:
        names = formats.joined(
            _("“%(task)s”") % {"task": rows[one.task]["name"]} for one in found.collisions
        )
        said.append(_("Have to move as well: %(tasks)s.") % {"tasks": names})
    if found.exceeded:
        days = formats.days(max(one.days for one in found.exceeded))
        said.append(_("The wanted date is missed by %(days)s of work.") % {"days": days})
    if found.missed:
        names = formats.joined(_("“%(task)s”") % {"task": one.name} for one in found.missed)
        said.append(_("Milestones that would be missed: %(names)s.") % {"names": names})
    return said or [_("Nobody else has to move.")]
