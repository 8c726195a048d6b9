"""How requests to a department ended before: what one may expect, and a text to begin from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tongzhou.collaborations.models import Answer, Ask
from tongzhou.collaborations.states import ASK
from tongzhou.core.verdicts import Sentence
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Person

MOST = 5
ENDED = ("agreed", "declined", "withdrawn", "left_open")
ASKING = ("send", "revise", "reply", "withdraw", "leave_open")
BEGUN_FROM = ("what", "why", "effort_days", "gain", "give_back")


@dataclass(frozen=True, slots=True)
class Precedent:
    """`hours` is the working time until the first answer; `reason` why it was declined."""

    id: UUID
    title: str
    case: str
    state: Sentence
    tone: str
    hours: float | None
    reason: str


def precedents_of(department: Department | None, *, by: Person) -> list[Precedent]:
    """The latest ones the person may see."""
    if department is None:
        return []
    rows = Ask.objects.visible_to(by).filter(department=department, state__in=ENDED)
    found = rows.filter(sent_at__isnull=False).order_by("-sent_at")[:MOST]
    return [
        _precedent(ask) for ask in found.select_related("collaboration").prefetch_related("answers")
    ]


def wording_of(key: str, *, by: Person) -> dict[str, Any]:
    """What a new request takes over from an earlier one; empty where there is none to be seen."""
    try:
        pk = UUID(key)
    except ValueError:
        return {}
    rows = Ask.objects.visible_to(by).filter(pk=pk).values("department", *BEGUN_FROM)
    return dict(rows[0]) if rows else {}


def _precedent(ask: Ask) -> Precedent:
    answers: Sequence[Answer] = list(ask.answers.all())
    first = next((one for one in answers if one.verb not in ASKING), None)
    declined = [one.sentence for one in answers if one.verb == "decline"]
    state = ASK.state(ask.state)
    asked = ask.sent_at
    hours = calendar().working_hours_between(asked, first.at) if first and asked else None
    return Precedent(
        ask.pk, ask.title, ask.collaboration.number, state.label, state.tone,
        None if hours is None else round(hours, 1),
        declined[-1] if declined and ask.state == "declined" else "",
    )  # fmt: skip
