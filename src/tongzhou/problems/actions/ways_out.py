"""Options with their consequence, and the agreement of both sides without a superior."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, Refused
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.org.standing import as_person
from tongzhou.plans.models import Task
from tongzhou.problems.actions.carrying_out import carry_out
from tongzhou.problems.actions.locking import locked, own_side, settle_ball
from tongzhou.problems.events import OptionProposed, ProblemSettled
from tongzhou.problems.models import Option, Problem, Ruling
from tongzhou.problems.states import PROBLEM

MOST_OPTIONS = 5


@dataclass(frozen=True, kw_only=True)
class WayOut:
    """`task` moves to `new_end` when this option is taken; both or neither."""

    text: str
    consequence: str = ""
    task: Task | None = None
    new_end: date | None = None


def propose(problem: Problem, way: WayOut, *, by: Person) -> Option:
    """By either side, or by the superior the problem has reached."""
    _require_sound(way, problem)
    with transaction.atomic():
        problem = locked(problem.pk)
        PROBLEM.check(problem.state, "propose")
        superior = problem.superior
        if superior and as_person(by, superior):
            department = superior.department
        else:
            department = own_side(by, problem).department
        count = problem.options.count()
        if count >= MOST_OPTIONS:
            raise Invalid(_("Five options are enough to decide between."))
        option = Option.objects.create(
            problem=problem,
            position=count + 1,
            text=way.text,
            consequence=way.consequence,
            task=way.task,
            new_end=way.new_end,
            department=department,
            by=by,
        )
        record(
            OptionProposed(
                subject=problem.pk, collaboration=problem.collaboration_id, option=way.text
            ),
            by=by,
        )
        return option


def agree(problem: Problem, option: Option, *, sentence: str = "", by: Person) -> Problem:
    """The side that did not propose the option takes it: settled without a superior."""
    with transaction.atomic():
        problem = locked(problem.pk)
        side = own_side(by, problem)
        if option.department_id == side.department_id:
            raise Refused(_("The other side agrees to this option; it was proposed by yours."))
        problem.state = PROBLEM.after(problem.state, "agree")
        problem.settled_at = clock.now()
        problem.save(update_fields=["state", "settled_at"])
        ruling = Ruling.objects.create(
            problem=problem,
            option=option,
            sentence=sentence or option.text,
            by=by,
            by_agreement=True,
            at=clock.now(),
        )
        carry_out(ruling, by=by)
        settle_ball(problem)
        record(
            ProblemSettled(
                subject=problem.pk,
                collaboration=problem.collaboration_id,
                department=side.department_id,
                option=option.text,
            ),
            by=by,
        )
        return problem


def _require_sound(way: WayOut, problem: Problem) -> None:
    errors = {}
    if not way.text.strip():
        errors["text"] = _("Please say what would be done.")
    if (way.task is None) != (way.new_end is None):
        errors["new_end"] = _("A task and its new end belong together.")
    elif way.task and way.task.collaboration_id != problem.collaboration_id:
        errors["task"] = _("Please choose a task of this collaboration.")
    if errors:
        raise Invalid(_("Please correct the marked fields."), errors=errors)
