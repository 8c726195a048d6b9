"""What can happen to goals and their measures."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event


@dataclass(frozen=True, kw_only=True)
class GoalSet(Event):
    """A head said what the department wants to reach."""

    kind = "goal.set"
    sentence = _("%(actor)s set the goal “%(name)s” for %(department)s.")
    name: str
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class GoalRevised(Event):
    """The words or the period of a goal were changed."""

    kind = "goal.revised"
    sentence = _("%(actor)s revised the goal “%(name)s”.")
    name: str


@dataclass(frozen=True, kw_only=True)
class GoalClosed(Event):
    """The work on a goal ended."""

    kind = "goal.closed"
    sentence = _("%(actor)s closed the goal “%(name)s”: %(reason)s")
    name: str
    outcome: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MeasureAdded(Event):
    """A goal got a measure."""

    kind = "goal.measure_added"
    sentence = _(
        "%(actor)s added the measure “%(measure)s” to “%(name)s”: from %(baseline)s to %(target)s."
    )
    name: str
    measure: str
    baseline: str
    target: str


@dataclass(frozen=True, kw_only=True)
class MeasureRevised(Event):
    """A measure got another name, start or target."""

    kind = "goal.measure_revised"
    sentence = _(
        "%(actor)s revised the measure “%(measure)s” of “%(name)s”: from %(baseline)s to %(target)s."
    )
    name: str
    measure: str
    baseline: str
    target: str


@dataclass(frozen=True, kw_only=True)
class MeasureRead(Event):
    """Somebody wrote down what a measure stands at."""

    kind = "goal.measured"
    sentence = _("%(actor)s wrote down “%(measure)s” of “%(name)s”: %(value)s.")
    name: str
    measure: str
    value: str
