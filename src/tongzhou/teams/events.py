"""What can happen to virtual teams."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event, PersonId


@dataclass(frozen=True, kw_only=True)
class TeamDrafted(Event):
    kind = "team.drafted"
    sentence = _("%(actor)s drafted the virtual team “%(name)s”.")
    name: str


@dataclass(frozen=True, kw_only=True)
class TeamProposed(Event):
    kind = "team.proposed"
    sentence = _("%(actor)s asked the home departments for the people of “%(name)s”.")
    name: str


@dataclass(frozen=True, kw_only=True)
class CharterChanged(Event):
    kind = "team.charter_changed"
    sentence = _("%(actor)s changed the charter of “%(name)s”.")
    name: str
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LoanAsked(Event):
    kind = "team.person_asked_for"
    sentence = _(
        "%(actor)s asks %(department)s to lend %(person)s to “%(name)s” for %(percent)s %% until %(until)s."
    )
    mail = True
    name: str
    person: PersonId
    department: DepartmentId
    percent: int
    until: date


@dataclass(frozen=True, kw_only=True)
class LoanReminded(Event):
    kind = "team.loan_reminded"
    sentence = _("%(department)s has not yet said whether it lends %(person)s to “%(name)s”.")
    mail = True
    name: str
    person: PersonId
    department: DepartmentId
    percent: int


@dataclass(frozen=True, kw_only=True)
class LoanSigned(Event):
    kind = "team.loan_signed"
    sentence = _(
        "%(actor)s signed for %(department)s: “%(name)s” has %(person)s for %(percent)s %% until %(until)s."
    )
    name: str
    person: PersonId
    department: DepartmentId
    percent: int
    until: date
    proof: str


@dataclass(frozen=True, kw_only=True)
class LoanDeclined(Event):
    kind = "team.loan_declined"
    sentence = _("%(actor)s does not lend %(person)s to “%(name)s”: %(reason)s")
    mail = True
    name: str
    person: PersonId
    department: DepartmentId
    percent: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class LoanReleased(Event):
    kind = "team.person_released"
    sentence = _("%(actor)s gave %(person)s back from “%(name)s” to %(department)s.")
    name: str
    person: PersonId
    department: DepartmentId
    percent: int


@dataclass(frozen=True, kw_only=True)
class TeamStarted(Event):
    kind = "team.started"
    sentence = _("Every home department has answered: “%(name)s” is at work until %(until)s.")
    name: str
    until: date


@dataclass(frozen=True, kw_only=True)
class RenewalAsked(Event):
    kind = "team.renewal_asked"
    sentence = _("%(actor)s asks to go on with “%(name)s” until %(until)s.")
    name: str
    until: date


@dataclass(frozen=True, kw_only=True)
class TeamRenewed(Event):
    kind = "team.renewed"
    sentence = _("“%(name)s” goes on until %(until)s.")
    name: str
    until: date


@dataclass(frozen=True, kw_only=True)
class TeamExpiring(Event):
    kind = "team.expiring"
    sentence = _("“%(name)s” ends on %(until)s unless it is renewed.")
    mail = True
    name: str
    until: date


@dataclass(frozen=True, kw_only=True)
class TeamExpired(Event):
    kind = "team.expired"
    sentence = _("“%(name)s” has ended: its time is over, everybody is back home.")
    mail = True
    name: str


@dataclass(frozen=True, kw_only=True)
class TeamEnded(Event):
    kind = "team.ended"
    sentence = _("%(actor)s ended “%(name)s”: %(reason)s")
    mail = True
    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TeamHandedOver(Event):
    kind = "team.handed_over"
    sentence = _("%(person)s leads “%(name)s” from now on.")
    mail = True
    name: str
    person: PersonId
