"""How fast one person may speak and call: nobody floods the others, by hand or by a program."""

from datetime import timedelta
from math import ceil

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tongzhou.core import clock
from tongzhou.core.verdicts import TooOften
from tongzhou.discussions.models import Comment
from tongzhou.org.models import Person

A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)
COMMENTS = 30
"""In a minute: more than anybody types, fewer than a program that has gone wild."""
CALLS = 5
"""In an hour: each reaches everybody who takes part."""


def require_pace(by: Person) -> None:
    said = Comment.objects.filter(by=by, at__gt=clock.now() - A_MINUTE)
    _require_fewer(said, COMMENTS, A_MINUTE)


def require_calls(by: Person) -> None:
    """A call that was taken away was heard all the same."""
    calls = Q(text__contains="@所有人") | Q(text__contains="@everyone")
    said = Comment.objects.filter(calls, by=by, at__gt=clock.now() - AN_HOUR)
    _require_fewer(said, CALLS, AN_HOUR)


def _require_fewer(said: "QuerySet[Comment]", most: int, window: timedelta) -> None:
    """Room is again when the oldest of the last `most` is out of the window."""
    moments = list(said.order_by("-at", "-id").values_list("at", flat=True)[:most])
    if len(moments) == most:
        seconds = ceil((moments[-1] + window - clock.now()).total_seconds())
        sentence = _("That was a lot in a short time. Please go on in %(minutes)s min.")
        minutes = max(1, ceil(seconds / 60))
        raise TooOften(sentence % {"minutes": minutes}, retry_after=max(1, seconds))
