"""Gains that a change puts at risk: what partners were told they would get from a request."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from tongzhou.agreements.binding import Content
from tongzhou.agreements.blast import Blast
from tongzhou.agreements.contents import DROPPED
from tongzhou.agreements.queries.directory import Directory

if TYPE_CHECKING:
    from tongzhou.agreements.queries.changes import Aim


@dataclass(frozen=True, slots=True)
class AtRisk:
    """`tasks` would end after `day`, or without a day be gone; `head` is told, or signs."""

    gain: str
    department: str
    head: str
    tasks: list[UUID]
    day: date | None


def gains_at_risk(
    aim: "Aim", blast: Blast, asks: Mapping[UUID, UUID], known: Directory
) -> list[AtRisk]:
    """`asks` are the requests by the rows that answer them; what was late before is not its doing."""
    was = {one["id"]: one for one in aim.terms["asks"]}
    found = []
    for ask in aim.new_terms["asks"]:
        rows = [task for task, answers in asks.items() if str(answers) == ask["id"] and ask["gain"]]
        gone = [task for task in rows if aim.after.get(task, {}).get(DROPPED)]
        late = list(_late(rows, aim, blast, was.get(ask["id"], ask)["by_date"], ask["by_date"]))
        if gone:
            found.append(_at_risk(ask, gone, None, known))
        if late:
            found.append(_at_risk(ask, late, date.fromisoformat(ask["by_date"]), known))
    return found


def _late(
    rows: list[UUID], aim: "Aim", blast: Blast, wanted: str | None, now_wanted: str | None
) -> Iterator[UUID]:
    """By the day that was agreed, or shall be."""
    for task in rows:
        ended, end = aim.before.get(task, {}).get("end"), blast.ends.get(task)
        was_late = bool(wanted and ended and ended > wanted)
        if end and now_wanted and end.isoformat() > now_wanted and not was_late:
            yield task


def _at_risk(ask: Content, tasks: list[UUID], day: date | None, known: Directory) -> AtRisk:
    home = known.departments.get(UUID(ask["department"]))
    hears = (home.head or home.deputy) if home else None
    return AtRisk(ask["gain"], home.name if home else "", hears.name if hears else "", tasks, day)
