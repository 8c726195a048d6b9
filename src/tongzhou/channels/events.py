"""What administrators do to the ways out of the house. No address and no secret is ever told."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event


@dataclass(frozen=True, kw_only=True)
class RobotAdded(Event):
    kind = "robot.added"
    sentence = _("%(actor)s added the group robot “%(name)s” for %(department)s.")

    name: str
    messenger: str
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class RobotChanged(Event):
    kind = "robot.changed"
    sentence = _("%(actor)s changed the group robot “%(name)s” of %(department)s.")

    name: str
    messenger: str
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class RobotClosed(Event):
    kind = "robot.closed"
    sentence = _("%(actor)s closed the group robot “%(name)s”.")

    name: str


@dataclass(frozen=True, kw_only=True)
class RobotFailed(Event):
    """It failed again and again; administrators are told once."""

    kind = "robot.failed"
    sentence = _("The group robot “%(name)s” no longer gets through: %(reason)s")
    mail = True

    name: str
    reason: str
