"""What a change does to clauses, and to what is already being judged or accepted."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from tongzhou.agreements.binding import Content
from tongzhou.agreements.blast import Blast
from tongzhou.agreements.models import Firing
from tongzhou.agreements.provisions.vocabulary import Said, last_day, rows_named
from tongzhou.agreements.provisions.wording import clause_text
from tongzhou.agreements.reading import Names
from tongzhou.plans.models import Task

ACCEPTED = ("accepted", "accepted_with_remains")
AHEAD = ("delivered", *ACCEPTED)


def states_ahead(collaboration: UUID) -> dict[UUID, str]:
    """Rows that are handed over or accepted; one question."""
    rows = Task.objects.standing().filter(collaboration=collaboration, state__in=AHEAD)
    return dict(rows.order_by().values_list("pk", "state"))


def accepted(states: Mapping[UUID, str]) -> set[UUID]:
    return {key for key, state in states.items() if state in ACCEPTED}


def clauses_reached(
    clauses: Iterable[Said],
    before: Mapping[UUID, Content],
    blast: Blast,
    gone: set[UUID],
    names: Names,
) -> list[str]:
    """Those that would come true by the new dates, or lose a row they speak of."""
    open_ones = _not_ended(list(clauses))
    return [
        clause_text(one, names)
        for one in open_ones
        if _would_fire(one, before, blast) or _loses(one, gone)
    ]


def _not_ended(clauses: list[Said]) -> list[Said]:
    if not clauses:
        return []
    ended = Firing.objects.filter(provision__in=[one["id"] for one in clauses])
    known = {str(key) for key in ended.values_list("provision", flat=True)}
    return [one for one in clauses if one["id"] not in known]


def _would_fire(one: Said, before: Mapping[UUID, Content], blast: Blast) -> bool:
    """Planned to be done by its day before, and no longer."""
    if one["if"]["kind"] != "late":
        return False
    task = UUID(one["if"]["task"])
    was, now = before.get(task, {}).get("end"), blast.ends.get(task)
    return bool(was and now) and date.fromisoformat(str(was)) <= last_day(one) < (
        now or last_day(one)
    )


def _loses(one: Said, gone: set[UUID]) -> bool:
    return bool(gone & set(map(UUID, rows_named(one))))
