"""Conflicting goals meet first: the special meeting, called with the data of both sides."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.collaborations.actions import meetings
from tongzhou.collaborations.models import Meeting
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.org.models import Person
from tongzhou.problems.actions.locking import locked, own_voice, require_living
from tongzhou.problems.models import Problem, Side
from tongzhou.problems.states import PROBLEM


def call_meeting(
    problem: Problem, *, starts_at: datetime, place: str = "", minutes_long: int = 60, by: Person
) -> Meeting:
    """Heads and liaisons of both sides come; the agenda holds what both have said."""
    with transaction.atomic():
        problem = locked(problem.pk)
        own_voice(by, problem)
        PROBLEM.check(problem.state, "call_meeting")
        require_living(problem.collaboration)
        sides = list(problem.sides.select_related("department__head", "by"))
        if any(side.at is None for side in sides):
            raise NotPossibleNow(
                gettext_lazy("First the data of both sides: the other one has not said its own.")
            )
        if problem.meeting and problem.meeting.state == "planned":
            raise NotPossibleNow(gettext_lazy("The special meeting is already called."))
        plan = meetings.Plan(
            kind=Meeting.Kind.SPECIAL,
            starts_at=starts_at,
            minutes_long=minutes_long,
            place=place,
            agenda=agenda(problem),
            attendees=tuple(_attendees(sides)),
        )
        problem.meeting = meetings.call(problem.collaboration, plan, by=by)
        problem.save(update_fields=["meeting"])
        return problem.meeting


def agenda(problem: Problem) -> str:
    """Both sides' facts, figures, impact and need, one after the other."""
    return "\n\n".join(_side(side) for side in problem.sides.select_related("department"))


def _side(side: Side) -> str:
    lines = [side.department.name]
    lines += [_("Fact: %(text)s") % {"text": fact.text} for fact in side.facts.all()]
    for figure in side.figures.all():
        facts = {"what": figure.what, "amount": figure.amount, "source": figure.source or "—"}
        lines.append(_("Figure: %(what)s %(amount)s (source: %(source)s)") % facts)
    lines.append(_("Impact: %(text)s") % {"text": side.impact})
    lines.append(_("Need: %(text)s") % {"text": side.need})
    return "\n".join(lines)


def _attendees(sides: list[Side]) -> list[Person]:
    people: dict[object, Person] = {}
    for side in sides:
        liaisons = [one.person for one in side.department.liaisons.select_related("person")]
        for person in (side.by, side.department.head, *liaisons):
            if person and person.is_active:
                people[person.pk] = person
    return list(people.values())
