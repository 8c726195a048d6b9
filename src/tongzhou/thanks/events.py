"""What can happen to thanks. Who is thanked is told to them and their head, so most entries belong
to no collaboration: its timeline is read by everybody."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event, PersonId


@dataclass(frozen=True, kw_only=True)
class ThanksSaid(Event):
    """For the person thanked and whoever leads them."""

    kind = "thanks.said"
    sentence = _("%(actor)s (%(giver)s) thanks %(person)s: %(what)s")
    mail = True
    person: PersonId
    giver: DepartmentId
    case: str
    what: str


@dataclass(frozen=True, kw_only=True)
class ThanksMentioned(Event):
    """The person agreed that all who take part read it; mailed with the digest of the next week."""

    kind = "thanks.mentioned"
    sentence = _("%(giver)s thanks %(person)s of %(department)s: %(what)s")
    mail = True
    person: PersonId
    department: DepartmentId
    giver: DepartmentId
    what: str


@dataclass(frozen=True, kw_only=True)
class ThanksHidden(Event):
    """The person would rather not be named any more."""

    kind = "thanks.hidden"
    sentence = _("%(person)s would rather not be named any more.")
    person: PersonId
