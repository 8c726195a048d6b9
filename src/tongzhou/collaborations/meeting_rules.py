"""What a meeting and its minutes have to be before they are written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Meeting
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.org.models import Person
from tongzhou.ui.formats import moment

LONGEST_DECISION = 400
LONGEST_OUTCOME = 300
A_LITTLE_EARLY = timedelta(minutes=15)
"""Minutes may be opened, and a meeting called that is about to begin, this much beside the hour."""


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """A decision as it is written down; `owner` sees to it by `due`."""

    text: str
    owner: Person | None = None
    due: date | None = None


def require_future(starts_at: datetime) -> None:
    if starts_at < clock.now() - A_LITTLE_EARLY:
        wrong = _("This time has passed: choose one that is still to come.")
        raise Invalid(wrong, errors={"on": wrong})


def has_begun(meeting: Meeting) -> bool:
    return clock.now() >= meeting.starts_at - A_LITTLE_EARLY


def require_begun(meeting: Meeting) -> None:
    if not has_begun(meeting):
        sentence = _("The meeting begins on %(moment)s: minutes are recorded from then on.")
        raise NotPossibleNow(sentence % {"moment": moment(meeting.starts_at)})


def require_worded(
    meeting: Meeting, minutes: str, decisions: Sequence[Resolution], outcome: str
) -> None:
    if meeting.kind == Meeting.Kind.TALK and not outcome.strip():
        wrong = _("Say in one sentence what the talk led to.")
        raise Invalid(wrong, errors={"outcome": wrong})
    if len(outcome) > LONGEST_OUTCOME:
        wrong = _("One sentence, please: 300 characters at most.")
        raise Invalid(wrong, errors={"outcome": wrong})
    if not minutes.strip() and not decisions and not outcome.strip():
        raise Invalid(_("Write the minutes or at least one decision."))
    if any(not one.text.strip() or len(one.text) > LONGEST_DECISION for one in decisions):
        wrong = _("A decision may have 400 characters: one sentence each.")
        raise Invalid(wrong, errors={"decisions": wrong})
