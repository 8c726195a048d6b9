"""The figures a retrospective starts from: nobody has to collect them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.outcomes.models import Delivery, Remain, Result
from tongzhou.outcomes.queries.waits import Wait, waits
from tongzhou.progress.models import EARLY_DAYS, RiskNotice, WeeklyRound
from tongzhou.progress.queries import promises


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts; `lead_days` are working days before the date at risk, on average."""

    updates_expected: int
    updates_on_time: int
    promises_kept: int
    promises_told: int
    notices: int
    notices_early: int
    lead_days: float | None
    changes: int
    tasks: int
    delivered_on_time: int
    first_pass: int
    reached: tuple[Result, ...]
    waits: tuple[Wait, ...]


def figures(case: Collaboration) -> Figures:
    expected, missing, changes = _counts(case)
    kept, told = promises.counts(case)
    notices = list(RiskNotice.objects.filter(task__collaboration=case))
    leads = [notice.lead_days for notice in notices]
    deliveries = _deliveries(case)
    firsts = list({one.pk: one for one in deliveries if one.round == 1}.values())
    return Figures(
        updates_expected=expected,
        updates_on_time=expected - missing,
        promises_kept=kept,
        promises_told=told,
        notices=len(leads),
        notices_early=sum(lead >= EARLY_DAYS for lead in leads),
        lead_days=round(sum(leads) / len(leads), 1) if leads else None,
        changes=changes,
        tasks=len(firsts),
        delivered_on_time=sum(_in_time(one) for one in firsts),
        first_pass=sum(one.state == "accepted" and not one.remains for one in firsts),
        reached=tuple(_reached(case)),
        waits=tuple(waits(case, notices, deliveries)),
    )


def opening_words(case: Collaboration, found: Figures) -> str:
    """Goal against result as far as the figures tell; the person in charge writes on from here."""
    lines = [_("Goal: %(goal)s") % {"goal": case.goal}]
    for row in found.reached:
        if row.amount is not None:
            facts = {"criterion": row.text, "reached": row.amount}
            lines.append(_("%(criterion)s: reached %(reached)s") % facts)
    lines.append(
        _("%(tasks)s tasks accepted, %(first)s at first pass, %(early)s in time.")
        % {"tasks": found.tasks, "first": found.first_pass, "early": found.delivered_on_time}
    )
    return "\n".join(lines)


def _counts(case: Collaboration) -> tuple[int, int, int]:
    """Updates expected, updates missing, changes applied: one question."""
    rounds = WeeklyRound.objects.filter(collaboration=OuterRef("pk"), state="closed").order_by()
    totals = rounds.values("collaboration")
    changes = Count("changes", filter=Q(changes__state="applied"), distinct=True)
    found = Collaboration.objects.filter(pk=case.pk).annotate(changed=changes)
    expected = Subquery(totals.annotate(total=Sum("expected")).values("total"))
    missing = Subquery(totals.annotate(total=Sum("missing")).values("total"))
    row = found.values_list(expected, missing, "changed")[0]
    return row[0] or 0, row[1] or 0, row[2]


def _deliveries(case: Collaboration) -> list[Any]:
    """Each as often as departments were asked to co-sign it, and whether something remained."""
    rows = Delivery.objects.filter(task__collaboration=case, task__removed_at=None)
    asked = rows.annotate(
        cosigner=F("cosignatures__department"),
        cosigned_at=F("cosignatures__at"),
        remains=Exists(Remain.objects.filter(acceptance__delivery=OuterRef("pk"))),
    )
    return list(asked.select_related("task", "acceptance").order_by("at"))


def _in_time(delivery: Delivery) -> bool:
    day = delivery.at.astimezone(clock.zone()).date()
    return delivery.task.end is None or day <= delivery.task.end


def _reached(case: Collaboration) -> list[Result]:
    """Criteria with a figure or a verdict, as the last delivery of each task brought them."""
    rows = Result.objects.filter(
        Q(value__isnull=False) | ~Q(verdict="cannot_tell"), delivery__task__collaboration=case
    )
    latest: dict[UUID | None, list[Result]] = {}
    seen: dict[UUID | None, int] = {}
    for row in rows.select_related("delivery__task").order_by("delivery__round", "position"):
        task, round_ = row.delivery.task_id, row.delivery.round
        if seen.get(task) != round_:
            latest[task], seen[task] = [], round_
        latest[task].append(row)
    return [row for rows_ in latest.values() for row in rows_]
