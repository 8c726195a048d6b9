"""What can happen in the weekly rhythm."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event, PersonId


@dataclass(frozen=True, kw_only=True)
class RoundOpened(Event):
    """A week began; every task that is not accepted owes an update until `due_at`."""

    kind: ClassVar[str] = "round.opened"
    sentence: ClassVar[Promise] = _("The weekly round of %(week)s opened.")
    week: date


@dataclass(frozen=True, kw_only=True)
class RoundReminded(Event):
    """On the day of the deadline; `people` have not updated yet, nobody else is asked."""

    kind: ClassVar[str] = "round.reminded"
    sentence: ClassVar[Promise] = _(
        "Weekly updates are due %(due_at)s; %(people)s have not updated yet. It takes ten seconds."
    )
    mail: ClassVar[bool] = True
    people: tuple[PersonId, ...]
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class RoundClosed(Event):
    """The deadline passed; `missing` of `expected` tasks had no update."""

    kind: ClassVar[str] = "round.closed"
    mail: ClassVar[bool] = True
    sentence: ClassVar[Promise] = _(
        "The weekly round of %(week)s closed: %(missing)s of %(expected)s updates are still missing."
    )
    week: date
    expected: int
    missing: int


@dataclass(frozen=True, kw_only=True)
class PromiseKept(Event):
    """What was promised for the week was done."""

    kind: ClassVar[str] = "check_in.promise_kept"
    sentence: ClassVar[Promise] = _("%(actor)s on “%(task)s”: done as promised, “%(promise)s”.")
    task: str
    promise: str


@dataclass(frozen=True, kw_only=True)
class PromiseNotKept(Event):
    """Something came in between; the reason helps the next promise."""

    kind: ClassVar[str] = "check_in.promise_missed"
    sentence: ClassVar[Promise] = _(
        "%(actor)s on “%(task)s”: “%(promise)s” was not done, because %(reason)s"
    )
    task: str
    promise: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ConfidenceGiven(Event):
    """How sure those who wait for a row are of its date."""

    kind: ClassVar[str] = "check_in.confidence_given"
    sentence: ClassVar[Promise] = _(
        "%(actor)s said for %(department)s how sure it is of the date of “%(task)s”."
    )
    task: str
    department: DepartmentId
    level: str


@dataclass(frozen=True, kw_only=True)
class ConfidenceLow(Event):
    """Told to those who carry the row, before anybody else: their own update names no risk."""

    kind: ClassVar[str] = "check_in.confidence_low"
    sentence: ClassVar[Promise] = _(
        "%(department)s worries about the date of “%(task)s”, and your update names no risk."
        " A word with %(person)s helps."
    )
    mail: ClassVar[bool] = True
    task: str
    department: DepartmentId
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class WordsHeld(Event):
    """Told to the person alone: whoever did not do it takes it back by the link in this mail."""

    kind: ClassVar[str] = "held_word.kept"
    sentence: ClassVar[Promise] = _(
        "You answered for the week of “%(name)s” by a link. It takes effect at %(due_at)s;"
        " until then you can take it back."
    )
    mail: ClassVar[bool] = True
    name: str
    person: PersonId
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class WordNotTaken(Event):
    kind: ClassVar[str] = "held_word.failed"
    sentence: ClassVar[Promise] = _(
        "What you said by a link on “%(task)s” could not take effect: %(reason)s"
    )
    mail: ClassVar[bool] = True
    task: str
    person: PersonId
    reason: str


@dataclass(frozen=True, kw_only=True)
class DailyLineSaid(Event):
    """One line for the stand-up."""

    kind: ClassVar[str] = "check_in.line_said"
    sentence: ClassVar[Promise] = _("%(actor)s on “%(task)s” today: %(text)s")
    task: str
    text: str


@dataclass(frozen=True, kw_only=True)
class NoticeGiven(Event):
    """A risk was said; `lead_days` working days before the date at risk."""

    kind: ClassVar[str] = "risk_notice.given"
    sentence: ClassVar[Promise] = _(
        "%(actor)s gave a risk notice for “%(task)s”, %(lead_days)s working days ahead: %(fact)s"
    )
    mail: ClassVar[bool] = True
    task: str
    fact: str
    lead_days: int


@dataclass(frozen=True, kw_only=True)
class NoticeAcknowledged(Event):
    """The initiator has read the risk notice and takes it on."""

    kind: ClassVar[str] = "risk_notice.acknowledged"
    sentence: ClassVar[Promise] = _("%(actor)s acknowledged the risk notice for “%(task)s”.")
    task: str


@dataclass(frozen=True, kw_only=True)
class NoticeSettled(Event):
    """The risk is dealt with: settled, taken up as a problem, or as a change."""

    kind: ClassVar[str] = "risk_notice.settled"
    sentence: ClassVar[Promise] = _("%(actor)s settled the risk notice for “%(task)s”: %(outcome)s")
    task: str
    outcome: str
    became: str


@dataclass(frozen=True, kw_only=True)
class CommunicationSet(Event):
    """Who talks where and when was agreed, or agreed anew."""

    kind: ClassVar[str] = "communication.set"
    sentence: ClassVar[Promise] = _("%(actor)s set how everybody keeps in touch.")
    layers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CallAnnounced(Event):
    """Somebody called; the minutes follow within two elapsed hours."""

    kind: ClassVar[str] = "urgent_call.announced"
    sentence: ClassVar[Promise] = _(
        "%(actor)s called %(people)s urgently: %(what)s. The minutes follow within two hours."
    )
    people: tuple[PersonId, ...]
    what: str


@dataclass(frozen=True, kw_only=True)
class CallMinuted(Event):
    kind: ClassVar[str] = "urgent_call.minuted"
    sentence: ClassVar[Promise] = _(
        "%(actor)s wrote down the urgent call with %(people)s, “%(what)s”: %(outcome)s"
    )
    mail: ClassVar[bool] = True
    people: tuple[PersonId, ...]
    what: str
    outcome: str
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class CallCancelled(Event):
    kind: ClassVar[str] = "urgent_call.cancelled"
    sentence: ClassVar[Promise] = _("The urgent call “%(what)s” did not happen.")
    what: str
