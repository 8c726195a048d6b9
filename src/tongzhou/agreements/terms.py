"""The shared terms every department signs: goal, dates and what the requests agreed on."""

from typing import Any

from tongzhou.agreements.binding import Content
from tongzhou.collaborations.models import Ask, Collaboration

TERMS = ("goal", "wanted_date", "milestones", "asks")
"""The keys of the terms' content beside `id`, in the order people read them."""


def terms_content(collaboration: Collaboration) -> Content:
    """Ids, dates and figures as text, so that both engines give the same bytes."""
    wanted = collaboration.wanted_date
    return {
        "id": str(collaboration.pk),
        "goal": collaboration.goal,
        "wanted_date": wanted.isoformat() if wanted else None,
        "milestones": _milestones(collaboration),
        "asks": _asks(collaboration),
    }


def _milestones(collaboration: Collaboration) -> list[dict[str, Any]]:
    return [
        {"name": name, "on": on.isoformat() if on else None}
        for name, on in collaboration.milestones.values_list("name", "on")
    ]


def _asks(collaboration: Collaboration) -> list[dict[str, Any]]:
    """What both sides stand on, which may differ from what was asked."""
    agreed = Ask.objects.filter(collaboration=collaboration, state="agreed")
    rows = agreed.values(
        "id", "department", "agreed_what", "agreed_by_date", "agreed_effort_days", "gain",
        "agreed_give_back",
    ).order_by("position", "id")  # fmt: skip
    return [
        {
            "id": str(row["id"]),
            "department": str(row["department"]),
            "what": row["agreed_what"],
            "by_date": row["agreed_by_date"].isoformat() if row["agreed_by_date"] else None,
            "effort_days": _figure(row["agreed_effort_days"]),
            "gain": row["gain"],
            "give_back": row["agreed_give_back"],
        }
        for row in rows
    ]


def _figure(value: Any) -> str | None:
    """Engines differ in trailing zeros: 12, 12.0."""
    return None if value is None else f"{value:.1f}"
