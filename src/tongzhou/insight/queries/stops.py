"""When collaborations stood still and when they ended: what nobody waits for any more is not waiting.

Moments are cut to seconds in UTC and ids are text, as with the turns.
"""

from collections import defaultdict
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from tongzhou.insight.queries.moments import moment_of, text_of
from tongzhou.insight.scope import Scope
from tongzhou.journal.models import Entry

PAUSED, RESUMED, CANCELLED = (
    f"collaboration.{verb}" for verb in ("paused", "resumed", "cancelled")
)
OVER = ("cancelled", "archived")


Pauses = tuple[tuple[datetime, datetime | None], ...]


class Stops(NamedTuple):
    """`pauses` in their order; the last one may have no end yet."""

    pauses: Pauses = ()
    over_at: datetime | None = None


def all_stops(scope: Scope) -> dict[str, Stops]:
    """By collaboration; those that neither paused nor ended are left out."""
    over = _over(scope)
    pauses: defaultdict[str, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    for case, kind, at in _entries():
        if kind == PAUSED:
            pauses[case].append((at, None))
        elif kind == CANCELLED:
            over[case] = min(over.get(case, at), at)
        elif pauses[case]:
            pauses[case][-1] = (pauses[case][-1][0], at)
    return {case: Stops(tuple(pauses[case]), over.get(case)) for case in {*pauses, *over}}


def paused_cases() -> "QuerySet[Entry, Any]":
    """Ids of collaborations that were paused at any time."""
    found = Entry.objects.filter(kind=PAUSED, collaboration__isnull=False).order_by()
    return found.values("collaboration")


def _over(scope: Scope) -> dict[str, datetime]:
    cases = scope.live().filter(state__in=OVER).order_by()
    rows = cases.annotate(key=text_of("pk"), moment=moment_of("state_since"))
    told = rows.values_list("key", "moment")
    return {key: datetime.fromisoformat(at) for key, at in told.iterator(chunk_size=5000)}


def _entries() -> list[tuple[str, str, datetime]]:
    found = Entry.objects.filter(kind__in=(PAUSED, RESUMED, CANCELLED)).order_by("seq")
    rows = found.annotate(case=text_of("collaboration"), moment=moment_of("at"))
    told = rows.values_list("case", "kind", "moment")
    return [(case, kind, datetime.fromisoformat(at)) for case, kind, at in told]
