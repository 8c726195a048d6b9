"""What silence leads to."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event, PersonId


@dataclass(frozen=True, kw_only=True)
class BallReminded(Event):
    """`matter` is the kind of the matter, which is also the name of its page."""

    kind = "ball.reminded"
    sentence = _("%(person)s (%(department)s) was reminded: %(title)s")
    mail = True

    matter: str
    title: str
    department: DepartmentId
    person: PersonId
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class PromiseOverrun(Event):
    """The response promise of a request ran out; the heads of both sides are told alike."""

    kind = "ask.overrun"
    sentence = _(
        "%(department)s has not answered “%(title)s” within its promise, which ended %(due_at)s."
        " The heads of both sides are told alike."
    )
    mail = True

    title: str
    department: DepartmentId
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class BallPassedUp(Event):
    kind = "ball.passed_up"
    sentence = _(
        "Still waiting for %(department)s; after %(before)s, %(person)s is asked now: %(title)s"
    )
    mail = True

    matter: str
    title: str
    department: DepartmentId
    before: PersonId | None
    person: PersonId
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class BallProdded(Event):
    """Somebody who waits asked by hand."""

    kind = "ball.prodded"
    sentence = _("%(actor)s kindly reminds %(person)s: %(title)s")
    mail = True

    matter: str
    title: str
    person: PersonId
