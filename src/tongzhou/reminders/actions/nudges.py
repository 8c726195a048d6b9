"""What silence leads to: reminder, deputy, head, common superior. Never an agreement."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from tongzhou.collaborations import balls
from tongzhou.collaborations.actions.bringing_in import bring_in_person
from tongzhou.collaborations.models import Ball, Collaboration, Named
from tongzhou.core import clock
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, Event, PersonId
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Delegation, Person
from tongzhou.reminders.events import BallDueSoon, BallPassedUp, BallReminded, PromiseOverrun
from tongzhou.reminders.models import Nudge
from tongzhou.reminders.queries import due, soon

PATIENCE = 8
"""Working hours between two steps, counted from the step before: an outage is not made up for."""


def nudge(ball: UUID) -> Nudge | None:
    """Take the next step for one overdue ball; None when it moved meanwhile or goes no higher."""
    with transaction.atomic():
        held = _held(ball)
        if held is None:
            return None
        person = _next(held)
        if person is None:
            _leave_it(held)
            return None
        nudged = Nudge.objects.create(
            ball=held.pk,
            since=held.since,
            step=held.step + 1,
            person=person,
            at=clock.now(),
            next_at=calendar().add_working_hours(clock.now(), PATIENCE),
        )
        if nudged.step > 1:
            bring_in_person(held.collaboration, person, by=None, why=Named.Why.SUPERIOR)
        record(_event(held, person), by=None)
        if held.kind == "ask" and nudged.step == 1:
            record(_overrun(held), by=None)
        balls.pass_up(held, to=person, step=nudged.step)
        return nudged


def foretell(ball: UUID) -> Nudge | None:
    """Say in time that it will be due; None when it moved meanwhile."""
    with transaction.atomic():
        held = _held(ball, soon())
        if held is None or held.person is None:
            return None
        assert held.due_at is not None
        told = BallDueSoon(
            subject=held.matter, collaboration=held.collaboration_id, matter=held.kind,
            title=held.title, department=DepartmentId(held.department_id),
            person=PersonId(held.person.pk), due_at=held.due_at,
        )  # fmt: skip
        record(told, by=None)
        return Nudge.objects.create(
            ball=held.pk, since=held.since, step=0, person=held.person, at=clock.now()
        )


def _held(ball: UUID, rows: QuerySet[Ball] | None = None) -> Ball | None:
    """Still due once nobody else can move it: its collaboration is locked first, as in every action."""
    cases = Collaboration.objects.select_for_update(of=("self",))
    if cases.filter(balls=ball).first() is None:
        return None
    people = ("person", "deputy", "department__head", "department__deputy")
    wanted = due() if rows is None else rows
    found: Ball | None = (
        wanted.select_related("collaboration__department__head", *people).filter(pk=ball).first()
    )
    return found


def _next(ball: Ball) -> Person | None:
    """First the holder, then whoever is next in line and was not asked before.

    Having heard in time that it will be due is not having been asked.
    """
    if ball.step == 0:
        return ball.person
    away = Delegation.objects.on(clock.today()).filter(person=ball.person_id)
    acting = away.values_list("delegate", flat=True).first()
    person = balls.next_in_line(ball, ball.collaboration, acting=acting)
    asked = Nudge.objects.filter(ball=ball.pk, since=ball.since, person=person, step__gt=0)
    return None if asked.exists() else person


def _leave_it(ball: Ball) -> None:
    """Nobody stands higher: the last step stays the last."""
    Nudge.objects.filter(ball=ball.pk, since=ball.since).update(next_at=None)


def _overrun(ball: Ball) -> Event:
    assert ball.due_at is not None
    return PromiseOverrun(
        subject=ball.matter,
        collaboration=ball.collaboration_id,
        title=ball.title,
        department=DepartmentId(ball.department_id),
        due_at=ball.due_at,
    )


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
