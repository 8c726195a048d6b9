"""The shared terms every department signs: goal, dates and what the requests agreed on."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from tongzhou.agreements.binding import Content
from tongzhou.agreements.models import Provision
from tongzhou.agreements.provisions.vocabulary import in_order
from tongzhou.collaborations.models import Ask, Collaboration, Milestone

TERMS = ("goal", "wanted_date", "milestones", "asks")
"""The keys of the terms' content beside `id`, in the order people read them."""
PROVIDED = {"clause": "clauses", "leeway": "leeways", "term": "definitions"}
"""The keys of what is agreed beforehand, by kind; a key without content is left out."""


def terms_content(collaboration: Collaboration) -> Content:
    """Ids, dates and figures as text, so that both engines give the same bytes."""
    return terms_contents([collaboration])[collaboration.pk]


def terms_contents(collaborations: Sequence[Collaboration]) -> dict[UUID, Content]:
    """Of several at once, in three questions."""
    found = {case.pk: _own(case) for case in collaborations}
    for key, name, on in Milestone.objects.filter(collaboration__in=found).values_list(
        "collaboration", "name", "on"
    ):
        day = on.isoformat() if on else None
        found[key]["milestones"].append({"name": name, "on": day})
    for row in _agreed(found):
        found[row["collaboration"]]["asks"].append(_ask(row))
    provisions = Provision.objects.filter(collaboration__in=found, removed_at=None)
    for key, kind, content in provisions.order_by("kind", "id").values_list(
        "collaboration", "kind", "content"
    ):
        found[key][PROVIDED[kind]] = in_order([*found[key].get(PROVIDED[kind], ()), content])
    return found


def _own(collaboration: Collaboration) -> Content:
    wanted = collaboration.wanted_date
    return {
        "id": str(collaboration.pk),
        "goal": collaboration.goal,
        "wanted_date": wanted.isoformat() if wanted else None,
        "milestones": [],
        "asks": [],
    }


def _agreed(collaborations: Iterable[UUID]) -> Iterable[dict[str, Any]]:
    """What both sides stand on, which may differ from what was asked."""
    agreed = Ask.objects.filter(collaboration__in=collaborations, state="agreed")
    return agreed.order_by("position", "id").values(
        "id", "collaboration", "department", "agreed_what", "agreed_by_date",
        "agreed_effort_days", "gain", "agreed_give_back",
    )  # fmt: skip


def _ask(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(row["id"]),
        "department": str(row["department"]),
        "what": row["agreed_what"],
        "by_date": row["agreed_by_date"].isoformat() if row["agreed_by_date"] else None,
        "effort_days": _figure(row["agreed_effort_days"]),
        "gain": row["gain"],
        "give_back": row["agreed_give_back"],
    }


def _figure(value: Any) -> str | None:
    """Engines differ in trailing zeros: 12, 12.0."""
    return None if value is None else f"{value:.1f}"
