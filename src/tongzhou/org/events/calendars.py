"""What can happen to the working calendar."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class CalendarDaysSet(Event):
    kind = "calendar.days_set"
    sentence = _("%(actor)s changed %(count)s days of the working calendar.")
    first: date
    last: date
    count: int
