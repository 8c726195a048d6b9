"""What can happen to the priority of a collaboration, and what leaders said about it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class PriorityStated(Event):
    """`before` and `after` are levels; `before` is empty the first time."""

    kind = "priority.stated"
    sentence = _("%(actor)s stated the priority: %(value_evidence)s; %(urgency_evidence)s.")
    mail = True

    before: str
    after: str
    value: int
    value_evidence: str
    urgency: int
    urgency_evidence: str
    link: str = ""


class PriorityRaised(PriorityStated):
    kind = "priority.raised"
    sentence = _("%(actor)s raised the priority: %(value_evidence)s; %(urgency_evidence)s.")


class PriorityLowered(PriorityStated):
    kind = "priority.lowered"
    sentence = _("%(actor)s lowered the priority: %(value_evidence)s; %(urgency_evidence)s.")


@dataclass(frozen=True, kw_only=True)
class AttentionRecorded(Event):
    kind = "attention.recorded"
    sentence = _("%(actor)s recorded what %(who)s said: %(said)s")

    who: str
    said: str
    on: date | None = None
    evidence: str = ""


@dataclass(frozen=True, kw_only=True)
class AttentionTakenBack(Event):
    kind = "attention.taken_back"
    sentence = _("%(actor)s took back what was recorded of %(who)s.")

    who: str
