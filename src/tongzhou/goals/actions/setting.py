"""A head sets, revises and closes a goal."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Stale
from tongzhou.goals import policy
from tongzhou.goals.events import GoalClosed, GoalRevised, GoalSet
from tongzhou.goals.models import Closing, Goal
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.actions.checks import check_living
from tongzhou.org.models import Department, Person

LONGEST_NAME = 120
LONGEST_WHY = 2_000
LONGEST_SENTENCE = 400
DEEPEST = 8


@dataclass(frozen=True)
class Contents:
    name: str
    since: date
    until: date
    why: str = ""
    parent: Goal | None = None


def set_goal(contents: Contents, *, department: Department, by: Person) -> Goal:
    _check(contents)
    with transaction.atomic():
        standing = policy.standing_to_set(by, department)
        check_living(department)
        _check_parent(contents.parent, department, goal=None)
        goal = Goal(
            department=department, created_by=by, created_at=clock.now(), **_facts(contents)
        )
        goal.save(force_insert=True)
        event = GoalSet(subject=goal.pk, name=goal.name, department=DepartmentId(department.pk))
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
    return goal


def revise(goal: Goal, contents: Contents, *, seen: int, by: Person) -> Goal:
    _check(contents)
    with transaction.atomic():
        row = locked(goal)
        standing = policy.standing_to_set(by, row.department)
        require_open(row)
        if row.version != seen:
            raise Stale(
                mine={"name": contents.name, "why": contents.why}, theirs={"name": row.name}
            )
        _check_parent(contents.parent, row.department, goal=row)
        for name, value in _facts(contents).items():
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=["name", "why", "since", "until", "parent", "version"])
        record(
            GoalRevised(subject=row.pk, name=row.name), by=by, on_behalf_of=standing.on_behalf_of
        )
    return row


def close(goal: Goal, *, outcome: str, sentence: str, by: Person) -> Closing:
    if not sentence.strip() or len(sentence) > LONGEST_SENTENCE:
        wrong = _("Say in a sentence how it ended.")
        raise Invalid(wrong, errors={"sentence": wrong})
    if outcome not in Closing.Outcome.values:
        wrong = _("Choose how it ended.")
        raise Invalid(wrong, errors={"outcome": wrong})
    with transaction.atomic():
        row = locked(goal)
        standing = policy.standing_to_set(by, row.department)
        require_open(row)
        closing = Closing.objects.create(
            goal=row, outcome=outcome, sentence=sentence.strip(), by=by, at=clock.now()
        )
        event = GoalClosed(subject=row.pk, name=row.name, outcome=outcome, reason=sentence.strip())
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
    return closing


def locked(goal: Goal) -> Goal:
    rows = Goal.objects.select_for_update(of=("self",)).select_related("department__head")
    row: Goal = rows.get(pk=goal.pk)
    return row


def require_open(goal: Goal) -> None:
    if Closing.objects.filter(goal=goal).exists():
        raise NotPossibleNow(_("This goal is closed. Set a new one for the next period."))


def _facts(contents: Contents) -> dict[str, object]:
    return {
        "name": contents.name.strip(), "why": contents.why.strip(), "since": contents.since,
        "until": contents.until, "parent": contents.parent,
    }  # fmt: skip


def _check(contents: Contents) -> None:
    if not contents.name.strip() or len(contents.name) > LONGEST_NAME:
        _refuse("name", _("Say in one line what is to be reached."))
    if len(contents.why) > LONGEST_WHY:
        _refuse("why", _("At most %(limit)s characters, please.") % {"limit": LONGEST_WHY})
    if contents.until < contents.since:
        _refuse("until", _("The period ends before it begins."))


def _check_parent(parent: Goal | None, department: Department, *, goal: Goal | None) -> None:
    """Upwards only: a goal of the own department or of one above it, and never in a circle."""
    if parent is None:
        return
    if not department.path.startswith(parent.department.path):
        _refuse("parent", _("A goal serves one of its own department or of a department above it."))
    step: Goal | None = parent
    for _depth in range(DEEPEST):
        if step is None:
            return
        if goal is not None and step.pk == goal.pk:
            break
        step = step.parent
    _refuse("parent", _("A goal cannot serve one that serves it."))


def _refuse(field: str, sentence: object) -> None:
    raise Invalid(str(sentence), errors={field: str(sentence)})
