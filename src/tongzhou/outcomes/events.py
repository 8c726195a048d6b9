"""What can happen at the end: delivery, acceptance, retrospective, archive."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event, PersonId


@dataclass(frozen=True, kw_only=True)
class TaskDelivered(Event):
    """A task was handed over and waits for acceptance."""

    kind: ClassVar[str] = "delivery.delivered"
    sentence: ClassVar[Promise] = _("%(actor)s delivered “%(task)s”: %(evidence)s")
    mail: ClassVar[bool] = True
    task: str
    round: int
    evidence: str


@dataclass(frozen=True, kw_only=True)
class ConfirmationAsked(Event):
    """A criterion of a delivery is met when this person says so."""

    kind: ClassVar[str] = "delivery.confirmation_asked"
    sentence: ClassVar[Promise] = _("%(person)s is asked to confirm “%(criterion)s” (%(task)s).")
    mail: ClassVar[bool] = True
    task: str
    criterion: str
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class CriterionConfirmed(Event):
    """The person named for a criterion said yes."""

    kind: ClassVar[str] = "delivery.criterion_confirmed"
    sentence: ClassVar[Promise] = _("%(actor)s confirmed “%(criterion)s” (%(task)s).")
    task: str
    criterion: str


@dataclass(frozen=True, kw_only=True)
class DeliveryAccepted(Event):
    """All criteria were judged and the delivery was accepted."""

    kind: ClassVar[str] = "delivery.accepted"
    sentence: ClassVar[Promise] = _("%(actor)s accepted the delivery of “%(task)s”.")
    task: str
    first_pass: bool


@dataclass(frozen=True, kw_only=True)
class DeliveryAcceptedWithRemains(Event):
    """Accepted, with a list of what remains."""

    kind: ClassVar[str] = "delivery.accepted_with_remains"
    sentence: ClassVar[Promise] = _(
        "%(actor)s accepted the delivery of “%(task)s”; %(remains)s points remain."
    )
    task: str
    remains: int


@dataclass(frozen=True, kw_only=True)
class DeliveryCosigned(Event):
    """A department that the delivery concerns agrees to it."""

    kind: ClassVar[str] = "delivery.co_signed"
    sentence: ClassVar[Promise] = _(
        "%(actor)s co-signed the delivery of “%(task)s” for %(department)s."
    )
    task: str
    department: DepartmentId
    said: str


@dataclass(frozen=True, kw_only=True)
class DeliveryObjected(Event):
    """A department that the delivery concerns sends it back, with the reason."""

    kind: ClassVar[str] = "delivery.objected"
    sentence: ClassVar[Promise] = _(
        "%(actor)s objected to the delivery of “%(task)s” for %(department)s: %(reason)s"
    )
    mail: ClassVar[bool] = True
    task: str
    department: DepartmentId
    reason: str


@dataclass(frozen=True, kw_only=True)
class AcceptanceCompleted(Event):
    """Accepted, and co-signed by every department concerned."""

    kind: ClassVar[str] = "delivery.completed"
    sentence: ClassVar[Promise] = _(
        "Every department concerned has co-signed: the acceptance of “%(task)s” stands."
    )
    task: str


@dataclass(frozen=True, kw_only=True)
class RemainsHandedIn(Event):
    """The delivering side has made good what remained."""

    kind: ClassVar[str] = "delivery.remains_handed_in"
    sentence: ClassVar[Promise] = _("%(actor)s handed in what remained of “%(task)s”: %(said)s")
    mail: ClassVar[bool] = True
    task: str
    said: str


@dataclass(frozen=True, kw_only=True)
class RemainsReturned(Event):
    """Something of it still remains."""

    kind: ClassVar[str] = "delivery.remains_returned"
    sentence: ClassVar[Promise] = _("%(actor)s says that “%(task)s” still lacks: %(reason)s")
    mail: ClassVar[bool] = True
    task: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RemainsFinished(Event):
    """What remained is done."""

    kind: ClassVar[str] = "delivery.remains_finished"
    sentence: ClassVar[Promise] = _("%(actor)s confirmed that nothing remains of “%(task)s”.")
    task: str


@dataclass(frozen=True, kw_only=True)
class DeliveryReturned(Event):
    """Not accepted, with the reason; the task is in progress again."""

    kind: ClassVar[str] = "delivery.returned"
    sentence: ClassVar[Promise] = _("%(actor)s returned “%(task)s”: %(reason)s")
    mail: ClassVar[bool] = True
    task: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RetrospectiveOpened(Event):
    """Everything is accepted; seven days for looking back."""

    kind: ClassVar[str] = "retrospective.opened"
    sentence: ClassVar[Promise] = _("The retrospective opened; it is due on %(due)s.")
    mail: ClassVar[bool] = True
    due: date


@dataclass(frozen=True, kw_only=True)
class ViewWritten(Event):
    """Somebody wrote the own view; its words stay unseen until all are shared."""

    kind: ClassVar[str] = "retrospective.view_written"
    sentence: ClassVar[Promise] = _("%(actor)s wrote a view for the retrospective.")


@dataclass(frozen=True, kw_only=True)
class ViewsShared(Event):
    """Everybody reads all views."""

    kind: ClassVar[str] = "retrospective.shared"
    sentence: ClassVar[Promise] = _("%(actor)s shared the %(count)s views of the retrospective.")
    count: int


@dataclass(frozen=True, kw_only=True)
class RetrospectiveDecided(Event):
    """Result, highlights, shortfalls and improvements are recorded."""

    kind: ClassVar[str] = "retrospective.decided"
    sentence: ClassVar[Promise] = _(
        "%(actor)s recorded the conclusions of the retrospective: %(goal_result)s"
    )
    goal_result: str
    improvements: int


@dataclass(frozen=True, kw_only=True)
class ImprovementAgreed(Event):
    """A lesson got an owner and a date."""

    kind: ClassVar[str] = "improvement.agreed"
    sentence: ClassVar[Promise] = _("%(owner)s takes on the improvement “%(text)s” until %(due)s.")
    mail: ClassVar[bool] = True
    owner: PersonId
    text: str
    due: date


@dataclass(frozen=True, kw_only=True)
class ImprovementDone(Event):
    """A lesson has changed something."""

    kind: ClassVar[str] = "improvement.done"
    sentence: ClassVar[Promise] = _("%(actor)s finished the improvement “%(text)s”.")
    text: str


@dataclass(frozen=True, kw_only=True)
class RetrospectiveClosed(Event):
    """The case is closed; its dossier stays, and its hash proves it."""

    kind: ClassVar[str] = "retrospective.closed"
    sentence: ClassVar[Promise] = _("%(actor)s closed the retrospective; the dossier is complete.")
    dossier: str


@dataclass(frozen=True, kw_only=True)
class ImprovementHandedOver(Event):
    """Whoever had agreed to it has left."""

    kind: ClassVar[str] = "improvement.handed_over"
    sentence: ClassVar[Promise] = _("%(person)s takes over the improvement “%(text)s”.")
    mail: ClassVar[bool] = True
    text: str
    person: PersonId
