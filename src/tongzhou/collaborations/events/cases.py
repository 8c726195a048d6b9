"""What can happen to a collaboration as a whole."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event, PersonId


@dataclass(frozen=True, kw_only=True)
class CollaborationDrafted(Event):
    kind = "collaboration.drafted"
    sentence = _("%(actor)s drafted %(number)s “%(name)s”.")

    number: str
    name: str
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class CollaborationRevised(Event):
    """`fields` are the names of what changed; the wording itself stays with the request."""

    kind = "collaboration.revised"
    sentence = _("%(actor)s revised the request (version %(version)s).")

    version: int
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PartyAdded(Event):
    kind = "collaboration.party_added"
    sentence = _("%(actor)s brought in %(department)s.")

    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class PartyRemoved(Event):
    kind = "collaboration.party_removed"
    sentence = _("%(actor)s took %(department)s out.")

    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class PersonNamed(Event):
    kind = "collaboration.person_named"
    sentence = _("%(actor)s opened the collaboration to %(people)s.")

    people: tuple[PersonId, ...]


@dataclass(frozen=True, kw_only=True)
class CollaborationMoved(Event):
    """Every change of a collaboration's state; one kind per verb, so that each has its sentence."""

    kind = "collaboration.moved"
    sentence = _("%(actor)s moved the collaboration on.")
    verb: ClassVar[str] = ""

    before: str
    after: str
    reason: str = ""


class CollaborationSent(CollaborationMoved):
    kind = "collaboration.sent"
    verb = "send"
    sentence = _("%(actor)s sent the request to the partner departments.")


class CollaborationDiscarded(CollaborationMoved):
    kind = "collaboration.discarded"
    verb = "discard"
    sentence = _("%(actor)s discarded the draft: %(reason)s")


class CollaborationDivided(CollaborationMoved):
    kind = "collaboration.divided"
    verb = "divide"
    sentence = _("The requests are settled: the work is being divided.")


class CollaborationCirculated(CollaborationMoved):
    kind = "collaboration.circulated"
    verb = "circulate"
    echo = True
    sentence = _("The division table is out for signature.")


class CollaborationReopened(CollaborationMoved):
    kind = "collaboration.reopened"
    verb = "reopen"
    echo = True
    sentence = _("The division table is open for editing again.")


class CollaborationCameIntoForce(CollaborationMoved):
    kind = "collaboration.came_into_force"
    verb = "come_into_force"
    sentence = _("All have signed: the agreement is in force.")
    mail = True


class CollaborationDeliveryFinished(CollaborationMoved):
    kind = "collaboration.delivery_finished"
    verb = "finish_delivery"
    sentence = _("Everything has been delivered.")


class CollaborationTakenBack(CollaborationMoved):
    kind = "collaboration.taken_back"
    verb = "take_back"
    sentence = _("Work goes on: not everything was accepted.")


class CollaborationAcceptanceFinished(CollaborationMoved):
    kind = "collaboration.acceptance_finished"
    verb = "finish_acceptance"
    sentence = _("Everything has been accepted: the retrospective is next.")


class CollaborationArchived(CollaborationMoved):
    kind = "collaboration.archived"
    verb = "archive"
    sentence = _("%(actor)s archived the collaboration.")


class CollaborationPaused(CollaborationMoved):
    kind = "collaboration.paused"
    verb = "pause"
    sentence = _("%(actor)s paused the collaboration: %(reason)s")
    mail = True


class CollaborationResumed(CollaborationMoved):
    kind = "collaboration.resumed"
    verb = "resume"
    sentence = _("%(actor)s resumed the collaboration.")
    mail = True


class CollaborationCancelled(CollaborationMoved):
    kind = "collaboration.cancelled"
    verb = "cancel"
    sentence = _("%(actor)s cancelled the collaboration: %(reason)s")
    mail = True


@dataclass(frozen=True, kw_only=True)
class CaseHandedOver(Event):
    """Whoever was in charge has left."""

    kind = "collaboration.handed_over"
    sentence = _("%(person)s is in charge now; %(before)s has left.")
    mail = True
    before: PersonId
    person: PersonId


MOVED = {made.verb: made for made in CollaborationMoved.__subclasses__()}
"""The kind of entry each verb of the lifecycle leaves."""
