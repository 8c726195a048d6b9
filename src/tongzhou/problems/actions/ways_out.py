"""Options with their consequence, and the agreement of both sides without a superior."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, Refused, Sentence
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import as_person
from tongzhou.plans.models import Task
from tongzhou.problems.actions.carrying_out import carry_out
from tongzhou.problems.actions.locking import locked, own_voice, require_living, settle_ball
from tongzhou.problems.events import OptionProposed, ProblemSettled
from tongzhou.problems.models import Option, Problem, Ruling
from tongzhou.problems.states import PROBLEM
from tongzhou.progress.sentences import refuse, require_said

MOST_OPTIONS = 5
LONGEST = 400
LONGEST_SENTENCE = 2000


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
        require_living(problem.collaboration)
        department, on_behalf_of = _proposing(by, problem)
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
            on_behalf_of=on_behalf_of,
        )
        return option


def agree(problem: Problem, option: Option, *, sentence: str = "", by: Person) -> Problem:
    """The side that did not propose the option takes it: settled without a superior."""
    require_said({"sentence": sentence}, longest=LONGEST_SENTENCE)
    with transaction.atomic():
        problem = locked(problem.pk)
        voice = own_voice(by, problem)
        _require_own_option(problem, option)
        require_living(problem.collaboration)
        if option.department_id == voice.side.department_id:
            raise Refused(_("The other side agrees to this option; it was proposed by yours."))
        problem.state = PROBLEM.after(problem.state, "agree")
        problem.settled_at = clock.now()
        problem.save(update_fields=["state", "settled_at"])
        ruling = Ruling.objects.create(
            problem=problem,
            option=option,
            sentence=sentence.strip() or option.text,
            by=by,
            on_behalf_of=voice.on_behalf_of,
            by_agreement=True,
            at=clock.now(),
        )
        carry_out(ruling, by=by)
        settle_ball(problem)
        record(
            ProblemSettled(
                subject=problem.pk,
                collaboration=problem.collaboration_id,
                department=DepartmentId(voice.side.department_id),
                option=option.text,
            ),
            by=by,
            on_behalf_of=voice.on_behalf_of,
            keeps=[ruling],
        )
        return problem


def _require_sound(way: WayOut, problem: Problem) -> None:
    require_said(
        {"text": way.text, "consequence": way.consequence},
        longest=LONGEST,
        needed={
            "text": _("Please say what would be done."),
            "consequence": _("What would it cost, and what would it bring? One sentence, please."),
        },
    )
    errors: dict[str, Sentence] = {}
    if (way.task is None) != (way.new_end is None):
        errors["new_end"] = _("A task and its new end belong together.")
    elif way.task and way.task.collaboration_id != problem.collaboration_id:
        errors["task"] = _("Please choose a task of this collaboration.")
    if errors:
        refuse(errors)


def _require_own_option(problem: Problem, option: Option) -> None:
    if option.problem_id != problem.pk:
        refuse({"option": _("Please choose an option of this problem.")})


def _proposing(by: Person, problem: Problem) -> tuple[Department, Person | None]:
    """For which department, and «代» whom; the superior proposes for the own one."""
    superior = problem.superior
    standing = as_person(by, superior) if superior else None
    if superior and standing:
        return superior.department, standing.on_behalf_of
    voice = own_voice(by, problem)
    return voice.side.department, voice.on_behalf_of
