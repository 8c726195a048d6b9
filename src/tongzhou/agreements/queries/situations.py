"""What was so at a moment, as clauses are judged: from entries of the journal, never from today."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from tongzhou.journal.models import Entry
from tongzhou.plans.models import Task

ACCEPTED = ("accepted", "accepted_with_remains")
DELIVERED = ("delivered", *ACCEPTED)

OpenThen = Callable[[UUID, datetime], bool]
_open: dict[str, OpenThen] = {}


def tells(matter: str) -> Callable[[OpenThen], OpenThen]:
    """Registered by the packages above: was a matter of this kind open at that moment?

    «risk_notice» is asked by row, «problem» by collaboration.
    """

    def register(function: OpenThen) -> OpenThen:
        _open[matter] = function
        return function

    return register


class Situation:
    """The facts of one collaboration."""

    def __init__(self, collaboration: UUID) -> None:
        self.collaboration = collaboration

    def stands(self, task: str) -> bool:
        return Task.objects.standing().filter(pk=task).exists()

    def accepted(self, task: str, at: datetime) -> bool:
        return self._states(at).get(UUID(task)) in ACCEPTED

    def delivered(self, at: datetime) -> int:
        standing = Task.objects.standing().filter(collaboration=self.collaboration)
        states = self._states(at)
        keys = standing.order_by().values_list("pk", flat=True)
        return sum(states.get(key) in DELIVERED for key in keys)

    def undecided(self, at: datetime) -> bool:
        return _open["problem"](self.collaboration, at)

    def at_risk(self, task: str, at: datetime) -> bool:
        return _open["risk_notice"](UUID(task), at)

    def _states(self, at: datetime) -> dict[UUID, str]:
        """By row the state it had last moved to; rows that never moved are left out."""
        moved = Entry.objects.filter(collaboration=self.collaboration, kind="task.moved", at__lt=at)
        found = moved.order_by("seq").values_list("subject", "payload")
        return {task: payload["after"] for task, payload in found}
