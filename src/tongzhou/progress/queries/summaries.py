"""A week as a text, ready for the group chat and the mail: done, promised, at risk, still missing."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.progress.queries.weeks import WeekRow


def summary_text(collaboration: Collaboration, rows: list[WeekRow], due_at: datetime | None) -> str:
    day = date_format((due_at or clock.now()).astimezone(clock.zone()), "Y-m-d")
    lines = [_("“%(name)s” · week to %(day)s") % {"name": collaboration.name, "day": day}]
    lines += [_line(row) for row in rows]
    lines += _promises(rows)
    absent = [row.name for row in rows if row.is_missing]
    if absent:
        tasks = pgettext("between names", ", ").join(absent)
        lines.append(_("Still missing, please: %(tasks)s") % {"tasks": tasks})
    return "\n".join(lines)


def _line(row: WeekRow) -> str:
    facts = {
        "task": row.name,
        "department": row.department,
        "percent": row.percent,
        "risk": row.risk,
    }
    if row.risk:
        return _("· %(task)s (%(department)s) %(percent)s %%, risk: %(risk)s") % facts
    return _("· %(task)s (%(department)s) %(percent)s %%") % facts


def _promises(rows: list[WeekRow]) -> Iterator[str]:
    """How many of those for this week were kept, why the others were not, and what comes next."""
    judged = [row for row in rows if row.promise and row.promise.is_judged]
    kept = [row for row in judged if row.promise and row.promise.kept]
    if judged:
        facts = {"kept": len(kept), "all": len(judged)}
        yield _("Promised for this week: %(kept)s of %(all)s done") % facts
    for row in judged:
        if row.promise and not row.promise.kept:
            told = {"promise": row.promise.text, "reason": row.promise.reason}
            yield _("· not done: %(promise)s (%(reason)s)") % told
    for row in rows:
        if row.next_week:
            facts_of = {"task": row.name, "next": row.next_week}
            yield _("· next week, %(task)s: %(next)s") % facts_of
