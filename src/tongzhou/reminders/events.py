"""What silence leads to."""

from dataclasses import dataclass
from datetime import date, datetime

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
class BallDueSoon(Event):
    """In time, once; `matter` as in `BallReminded`."""

    kind = "ball.due_soon"
    sentence = _("“%(title)s” waits for %(person)s (%(department)s) and is due %(due_at)s.")
    mail = True

    matter: str
    title: str
    department: DepartmentId
    person: PersonId
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class RowDue(Event):
    """A row comes to its end; whoever carries it is asked in time and on the day."""

    kind = "check_in.row_due"
    sentence = _(
        "“%(task)s” of %(department)s is due %(day)s; %(person)s delivers it, or says early what"
        " is in the way."
    )
    mail = True

    task: str
    department: DepartmentId
    person: PersonId
    day: date


@dataclass(frozen=True, kw_only=True)
class RowOverdue(Event):
    """Its end has passed and nothing was delivered: the deputy, then the head is asked."""

    kind = "check_in.row_overdue"
    sentence = _(
        "“%(task)s” of %(department)s was due %(day)s and is not delivered yet; %(person)s is asked"
        " to see to it."
    )
    mail = True

    task: str
    department: DepartmentId
    person: PersonId
    day: date


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
