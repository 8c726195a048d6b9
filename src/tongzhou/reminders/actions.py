"""What silence leads to: reminder, deputy, head, common superior. Never an agreement."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongzhou.collaborations import balls
from tongzhou.collaborations.models import Ball
from tongzhou.core import clock
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, Event, PersonId
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Person
from tongzhou.reminders.events import BallPassedUp, BallReminded
from tongzhou.reminders.models import Nudge

PATIENCE = 8
"""Working hours between two steps, counted from the step before: an outage is not made up for."""


def nudge(ball: UUID) -> Nudge | None:
    """Take the next step for one overdue ball; None when there is none, or it moved meanwhile."""
    with transaction.atomic():
        held = _held(ball)
        person = _next(held) if held else None
        if held is None or person is None:
            _leave_it(ball)
            return None
        nudged, is_new = _step(held, person)
        if not is_new:
            return None
        record(_event(held, person), by=None)
        if not _still(held):
            transaction.set_rollback(True)
            return None
        balls.pass_up(held, to=person, step=nudged.step)
        return nudged


def _held(ball: UUID) -> Ball | None:
    people = ("person", "deputy", "department__head", "department__deputy")
    rows = Ball.objects.select_related("collaboration__department", *people)
    found: Ball | None = rows.filter(pk=ball).first()
    return found


def _step(ball: Ball, person: Person) -> tuple[Nudge, bool]:
    """The row of the next step, and whether this worker is the one that took it."""
    return Nudge.objects.get_or_create(
        ball=ball.pk,
        since=ball.since,
        step=ball.step + 1,
        defaults={"person": person, "at": clock.now(), "next_at": _later()},
    )


def _next(ball: Ball) -> Person | None:
    """First the holder, then whoever is next in line and was not asked before."""
    if ball.step == 0:
        return ball.person
    person = balls.next_in_line(ball, ball.collaboration)
    asked = Nudge.objects.filter(ball=ball.pk, since=ball.since, person=person)
    return None if asked.exists() else person


def _leave_it(ball: UUID) -> None:
    """Settled meanwhile, or nobody stands higher: the last step stays the last."""
    Nudge.objects.filter(ball=ball).update(next_at=None)


def _later() -> datetime:
    return calendar().add_working_hours(clock.now(), PATIENCE)


def _event(ball: Ball, person: Person) -> Event:
    assert ball.due_at is not None
    reminded = BallReminded(
        subject=ball.matter,
        collaboration=ball.collaboration_id,
        matter=ball.kind,
        title=ball.title,
        department=DepartmentId(ball.department_id),
        person=PersonId(person.pk),
        due_at=ball.due_at,
    )
    if ball.step == 0:
        return reminded
    before = PersonId(ball.person_id) if ball.person_id else None
    return BallPassedUp(**vars(reminded), before=before)


def _still(ball: Ball) -> bool:
    """Asked behind the journal's lock: whoever moved before has committed by then."""
    same = Ball.objects.select_for_update().filter(
        pk=ball.pk, since=ball.since, step=ball.step, due_at=ball.due_at, paused_because=""
    )
    return same.exists()
