"""What can happen to a collection campaign."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event, PersonId


@dataclass(frozen=True, kw_only=True)
class CampaignDrafted(Event):
    """Somebody began to ask for something."""

    kind = "campaign.drafted"
    sentence = _("%(actor)s drafted the collection “%(name)s” for %(department)s.")
    name: str
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class CampaignRevised(Event):
    """The draft was changed."""

    kind = "campaign.revised"
    sentence = _("%(actor)s changed the draft of the collection “%(name)s”.")
    name: str


@dataclass(frozen=True, kw_only=True)
class CampaignOpened(Event):
    """Everybody is asked; nobody acts when the rhythm opened it."""

    kind = "campaign.opened"
    sentence = _("%(department)s asks for “%(name)s”.")
    mail = True
    name: str
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class CampaignClosed(Event):
    """No more is taken in."""

    kind = "campaign.closed"
    sentence = _("%(actor)s closed the collection “%(name)s”: %(handed)s of %(all)s handed in.")
    name: str
    handed: int
    all: int


@dataclass(frozen=True, kw_only=True)
class CampaignStopped(Event):
    """It is not repeated any more."""

    kind = "campaign.stopped"
    sentence = _("%(actor)s ended the repetition of the collection “%(name)s”.")
    name: str


@dataclass(frozen=True, kw_only=True)
class CampaignDiscarded(Event):
    """The draft is not needed."""

    kind = "campaign.discarded"
    sentence = _("%(actor)s discarded the draft of the collection “%(name)s”.")
    name: str


@dataclass(frozen=True, kw_only=True)
class HandedIn(Event):
    """A department, or a person, handed something in."""

    kind = "campaign.handed_in"
    sentence = _("%(actor)s handed in “%(name)s” for %(department)s (%(rows)s lines).")
    name: str
    department: DepartmentId
    rows: int


@dataclass(frozen=True, kw_only=True)
class HandingTaken(Event):
    """The asking department took it as it is."""

    kind = "campaign.taken"
    sentence = _("%(actor)s took what %(department)s handed in for “%(name)s”. Thank you!")
    name: str
    department: DepartmentId
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class HandingReturned(Event):
    """The asking department needs a corrected version."""

    kind = "campaign.returned"
    sentence = _("%(actor)s returned what %(department)s handed in for “%(name)s”: %(reason)s")
    mail = True
    name: str
    department: DepartmentId
    person: PersonId
    reason: str


@dataclass(frozen=True, kw_only=True)
class SubmissionReminded(Event):
    """Before, at or after the deadline; later steps go to the deputy and to the head."""

    kind = "campaign.reminded"
    sentence = _(
        "“%(name)s” is still missing from %(department)s; %(person)s is asked to see to it."
    )
    mail = True
    name: str
    department: DepartmentId
    person: PersonId
