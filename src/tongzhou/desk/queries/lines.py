"""A ball as the pages of the desk list it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.queries import hours_left, state_of
from tongzhou.collaborations.queries.due import due_words
from tongzhou.collaborations.states import PAUSES
from tongzhou.core.verdicts import Sentence
from tongzhou.ui.addresses import address


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One ball as 今天 lists it; `hours_left` are working hours, negative when late."""

    ball: UUID
    kind: str
    matter: UUID
    url: str
    title: str
    case: str
    case_url: str
    state: Sentence
    awaited: Sentence
    department: str
    hue: int
    person: str
    waiting: str
    stand_in: str
    since: datetime
    due_at: datetime | None
    hours_left: float | None
    paused: Sentence
    to_sign: bool
    verb: Sentence

    @property
    def due(self) -> str:
        return due_words(self.due_at, self.hours_left)

    @property
    def tone(self) -> str:
        if self.hours_left is None or self.paused:
            return ""
        return "seal" if self.hours_left < 0 else "amber" if self.hours_left <= 8 else "river"


SIGNED_CHANGES = (("change", "signing"), ("change", "provisional"))
VERBS = {
    ("version", "circulating"): _("Sign…"),
    ("change", "signing"): _("Sign…"),
    ("change", "provisional"): _("Sign…"),
    ("change", "reviewing"): _("Decide"),
    ("change", "draft"): _("Go on writing"),
    ("delivery", "delivered"): _("Judge the delivery"),
    ("cosignature", "awaited"): _("Co-sign…"),
    ("problem", "escalated"): _("Rule"),
    ("gain", "due"): _("Say what became of it"),
    ("risk_notice", "open"): _("Acknowledge"),
    ("collaboration", "draft"): _("Go on writing"),
    ("collaboration", "dividing"): _("Divide the work"),
    ("meeting", "planned"): _("Write the minutes"),
    ("option_table", "draft"): _("Go on writing"),
    ("option_table", "scoring"): _("Score the options"),
    ("option_table", "compared"): _("Propose one of the options"),
    ("option_table", "proposed"): _("Agree or object"),
    ("urgent_call", "announced"): _("Write the minutes"),
    ("retrospective", "silent"): _("Look back"),
    ("retrospective", "shared"): _("Record the conclusions"),
    ("retrospective", "decided"): _("Close and archive"),
}
"""What the button of a matter says, by its kind and state."""

COLUMNS = (
    "kind", "matter", "state", "title", "since", "due_at", "paused_because", "collaboration",
    "collaboration__name", "department__name", "department__hue", "person__name", "waiting__name",
    "stand_in", "pk",
)  # fmt: skip


def line(
    kind: str, matter: UUID, state: str, title: str, since: datetime, due_at: datetime | None,
    paused: str, case: UUID, case_name: str, department: str, hue: int, person: str | None,
    waiting: str | None, stand_in: str | None, ball: UUID,
) -> Waiting:  # fmt: skip
    known = state_of(kind, state)
    assert known is not None
    return Waiting(
        ball=ball,
        kind=kind,
        matter=matter,
        url=address(kind, matter),
        title=title,
        case=case_name,
        case_url=address("collaboration", case),
        state=known.label,
        awaited=known.sentence,
        department=department,
        hue=hue,
        person=person or "",
        waiting=waiting or "",
        stand_in=stand_in or "",
        since=since,
        due_at=due_at,
        hours_left=hours_left(due_at),
        paused=PAUSES[paused] if paused else "",
        to_sign=kind == "version" or (kind, state) in SIGNED_CHANGES,
        verb=VERBS.get((kind, state), _("Look at it")),
    )
