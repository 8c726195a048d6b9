"""A clock in words: until when, and how much working time is left."""

from datetime import date, datetime
from functools import lru_cache
from math import floor

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tongzhou.core import clock
from tongzhou.org.calendars import is_estimated
from tongzhou.ui.formats import moment

DAY_HOURS = 8


def due_words(due_at: datetime | None, hours_left: float | None) -> str:
    """Empty without a clock; `hours_left` are working hours, negative when late.

    An urgent call at night has none left and is not late: until when is all there is to say.
    """
    if due_at is None or hours_left is None:
        return ""
    words = _written(get_language(), clock.today(), due_at, hours_left)
    estimated = hours_left >= 0 and is_estimated(due_at.astimezone(clock.zone()).date())
    return words + _(" (not published yet, weekends are an estimate)") if estimated else words


@lru_cache(maxsize=4_000)
def _written(_language: str | None, _today: date, due_at: datetime, hours_left: float) -> str:
    """A list says the same of many: written once for a language and day."""
    if hours_left < 0:
        return _("was due %(moment)s") % {"moment": moment(due_at)}
    if hours_left == 0:
        return _("by %(moment)s") % {"moment": moment(due_at)}
    return _("by %(moment)s, %(left)s left") % {
        "moment": moment(due_at),
        "left": left_words(hours_left),
    }


def left_words(hours: float) -> str:
    """Whole working days from two days on, whole working hours below."""
    if hours >= 2 * DAY_HOURS:
        days = floor(hours / DAY_HOURS)
        return ngettext("%(count)s working day", "%(count)s working days", days) % {"count": days}
    if hours >= 1:
        whole = floor(hours)
        return ngettext("%(count)s working hour", "%(count)s working hours", whole) % {
            "count": whole
        }
    return _("less than an hour")
