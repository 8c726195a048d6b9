"""What can happen to a duty of the responsibility register."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event, PersonId


@dataclass(frozen=True, kw_only=True)
class GapReported(Event):
    """Somebody found a recurring duty that no department owns."""

    kind = "duty.gap_reported"
    sentence = _("%(actor)s reported that no department owns “%(name)s”.")
    mail = True
    name: str


@dataclass(frozen=True, kw_only=True)
class OverlapReported(Event):
    """Somebody found a recurring duty that several departments do."""

    kind = "duty.overlap_reported"
    sentence = _("%(actor)s reported that several departments do “%(name)s”.")
    mail = True
    name: str


@dataclass(frozen=True, kw_only=True)
class DutyEntered(Event):
    """A department wrote down what it does anyway."""

    kind = "duty.entered"
    sentence = _("%(actor)s entered “%(name)s” as a duty of %(department)s.")
    name: str
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class DutyClaimed(Event):
    """A head said: this is ours."""

    kind = "duty.claimed"
    sentence = _("%(actor)s took on “%(name)s” for %(department)s.")
    mail = True
    name: str
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class DutyGivenUp(Event):
    """A head said: this is no longer ours."""

    kind = "duty.given_up"
    sentence = _("%(actor)s gave up “%(name)s” for %(department)s: %(reason)s")
    mail = True
    name: str
    department: DepartmentId
    reason: str


@dataclass(frozen=True, kw_only=True)
class DutyAssigned(Event):
    """The common superior decided."""

    kind = "duty.assigned"
    sentence = _("%(actor)s decided that %(department)s owns “%(name)s”: %(reason)s")
    mail = True
    name: str
    department: DepartmentId
    reason: str


@dataclass(frozen=True, kw_only=True)
class DutyRevised(Event):
    """It was said more clearly."""

    kind = "duty.revised"
    sentence = _("%(actor)s described “%(name)s” more clearly.")
    name: str


@dataclass(frozen=True, kw_only=True)
class DutyRetired(Event):
    """Nobody needs it any more."""

    kind = "duty.retired"
    sentence = _("%(actor)s took “%(name)s” out of the register: %(reason)s")
    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DutyStillOpen(Event):
    """Nobody has owned it for longer than agreed."""

    kind = "duty.still_open"
    sentence = _("“%(name)s” still waits for one owner; %(superior)s decides.")
    mail = True
    name: str
    superior: PersonId
