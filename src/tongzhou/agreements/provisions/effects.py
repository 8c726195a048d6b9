"""What the consequence of a clause does to signed rows."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from tongzhou.agreements.asked import NOTHING, Asked
from tongzhou.agreements.binding import Content
from tongzhou.agreements.provisions.vocabulary import Said
from tongzhou.core.workdays import WorkCalendar

UNTOUCHED = ("accepted", "accepted_with_remains")
DROPPABLE = ("not_started", "in_progress")


def asked_by(
    consequence: Said,
    rows: Mapping[UUID, Content],
    states: Mapping[UUID, str],
    calendar: WorkCalendar,
) -> Asked:
    """Rows that have gone or are accepted stay; one that has begun only ends later."""
    match consequence["kind"]:
        case "shift":
            keys = [key for key in map(UUID, consequence["tasks"]) if key in rows]
            days = consequence["days"]
            moved = {
                key: later(rows[key], days, calendar, has_begun=states[key] != "not_started")
                for key in keys
                if states[key] not in UNTOUCHED
            }
            return Asked(rows=moved)
        case "drop":
            key = UUID(consequence["task"])
            return Asked(dropped=[key] if states.get(key) in DROPPABLE else [])
    return NOTHING


def later(row: Content, days: int, calendar: WorkCalendar, *, has_begun: bool) -> dict[str, Any]:
    fields = ("end",) if has_begun else ("start", "end")
    return {
        name: calendar.add_working_days(date.fromisoformat(row[name]), days).isoformat()
        for name in fields
        if row[name]
    }
