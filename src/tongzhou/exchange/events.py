"""What can happen to gains."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event, PersonId


@dataclass(frozen=True, kw_only=True)
class GainDue(Event):
    """What a request claimed can be looked at: all that was promised for it is accepted."""

    kind = "gain.due"
    sentence = _("%(receiver)s is asked whether it came: %(what)s")
    mail = True
    giver: DepartmentId
    receiver: DepartmentId
    what: str


@dataclass(frozen=True, kw_only=True)
class GainOffered(Event):
    """Value without a request."""

    kind = "gain.offered"
    sentence = _("%(actor)s told %(receiver)s what it gained by %(giver)s: %(what)s")
    mail = True
    giver: DepartmentId
    receiver: DepartmentId
    what: str


@dataclass(frozen=True, kw_only=True)
class GainReminded(Event):
    """A week passed and nobody has said whether it came."""

    kind = "gain.reminded"
    sentence = _("%(person)s of %(receiver)s is reminded: did it come? %(what)s")
    mail = True
    receiver: DepartmentId
    what: str
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class GainTakenUp(Event):
    """Still nothing was said; the head is asked."""

    kind = "gain.taken_up"
    sentence = _(
        "Nobody of %(receiver)s has said yet whether it came; %(person)s is asked now: %(what)s"
    )
    mail = True
    receiver: DepartmentId
    what: str
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class GainUnconfirmed(Event):
    """Everybody was asked; it stays unconfirmed, and may still be confirmed later."""

    kind = "gain.unconfirmed"
    sentence = _("%(receiver)s has not confirmed: %(what)s")
    receiver: DepartmentId
    what: str


@dataclass(frozen=True, kw_only=True)
class GainConfirmed(Event):
    """The receiver said that it came."""

    kind = "gain.confirmed"
    sentence = _("%(actor)s confirmed for %(receiver)s: %(what)s")
    receiver: DepartmentId
    what: str


@dataclass(frozen=True, kw_only=True)
class GainPartly(Event):
    """The receiver said that it came in part."""

    kind = "gain.partly"
    sentence = _("%(actor)s said for %(receiver)s that it came in part: %(what)s")
    receiver: DepartmentId
    what: str


@dataclass(frozen=True, kw_only=True)
class GainNotSoFar(Event):
    """The receiver said that it did not come."""

    kind = "gain.not"
    sentence = _("%(actor)s said for %(receiver)s that it did not come so far: %(what)s")
    receiver: DepartmentId
    what: str


@dataclass(frozen=True, kw_only=True)
class GainWithdrawn(Event):
    """Taken back before anybody confirmed it."""

    kind = "gain.withdrawn"
    sentence = _("%(actor)s took back: %(what)s")
    what: str
