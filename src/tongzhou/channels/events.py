"""What administrators do to the ways out of the house. No address and no secret is ever told."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event, PersonId


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


@dataclass(frozen=True, kw_only=True)
class AnswerHeld(Event):
    """Told to the person alone: whoever did not do it takes it back by the link in this mail."""

    kind = "held_answer.kept"
    sentence = _(
        "You answered “%(title)s” by a link. It takes effect at %(due_at)s;"
        " until then you can take it back."
    )
    mail = True

    title: str
    person: PersonId
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class AnswerNotTaken(Event):
    kind = "held_answer.failed"
    sentence = _("Your answer to “%(title)s” could not take effect: %(reason)s")
    mail = True

    title: str
    person: PersonId
    reason: str


@dataclass(frozen=True, kw_only=True)
class TapHeld(Event):
    """Like `AnswerHeld`, about any other matter; the matter itself keeps no trace of it."""

    kind = "held_tap.kept"
    sentence = _(
        "You answered “%(title)s” by a link. It takes effect at %(due_at)s;"
        " until then you can take it back."
    )
    mail = True
    echo = True

    matter: str
    title: str
    person: PersonId
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class TapNotTaken(Event):
    kind = "held_tap.failed"
    sentence = _("Your answer to “%(title)s” could not take effect: %(reason)s")
    mail = True
    echo = True

    matter: str
    title: str
    person: PersonId
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReplyNotTaken(Event):
    """Somebody answered a mail of ours, and it could not become a comment."""

    kind = "mail_reply.refused"
    sentence = _("Your answer by mail to “%(title)s” was not added: %(reason)s")
    mail = True

    title: str
    person: PersonId
    reason: str


@dataclass(frozen=True, kw_only=True)
class AppAdded(Event):
    """`forgotten` counts accounts of people that belonged to another company's messenger."""

    kind = "app.added"
    sentence = _("%(actor)s set up the app for %(name)s.")

    messenger: str
    name: str
    forgotten: int = 0


@dataclass(frozen=True, kw_only=True)
class AppChanged(Event):
    kind = "app.changed"
    sentence = _("%(actor)s changed the app for %(name)s.")

    messenger: str
    name: str


@dataclass(frozen=True, kw_only=True)
class AppClosed(Event):
    kind = "app.closed"
    sentence = _("%(actor)s closed the app for %(name)s.")

    messenger: str
    name: str


@dataclass(frozen=True, kw_only=True)
class AppFailed(Event):
    """It failed again and again; administrators are told once."""

    kind = "app.failed"
    sentence = _("The app for %(name)s no longer gets through: %(reason)s")
    mail = True

    messenger: str
    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AppSynced(Event):
    """`left` counts what an administrator has to decide."""

    kind = "app.synced"
    sentence = _("The directory of %(name)s was taken over: %(done)s changes, %(left)s left open.")

    name: str
    done: int
    left: int
