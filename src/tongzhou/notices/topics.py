"""What notices are about, as people choose between it; which ones nobody can turn off or delay."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Topic:
    """`nouns` are the first words of the kinds of events that belong to it."""

    key: str
    label: Promise
    nouns: tuple[str, ...]


REQUESTS = ("ask", "ball", "brief", "collaboration", "priority", "attention")
AGREEMENT = ("agreement", "change", "clause", "warrant", "leeway", "plan", "task")
PROGRESS = ("round", "check_in", "held_word", "risk_notice", "communication", "urgent_call")
OUTCOME = ("delivery", "cosignature", "improvement", "retrospective", "dossier")
TOPICS = (
    Topic("requests", _("Requests and answers"), REQUESTS),
    Topic("agreement", _("Signatures and changes"), AGREEMENT),
    Topic("progress", _("Weekly rounds and risk notices"), PROGRESS),
    Topic("problems", _("Problems and rulings"), ("problem",)),
    Topic("outcome", _("Deliveries and retrospectives"), OUTCOME),
    Topic("gains", _("Gains and thanks"), ("gain", "thanks")),
    Topic("submissions", _("Materials to hand in"), ("campaign",)),
    Topic("talk", _("Comments and meetings"), ("comment", "meeting")),
    Topic("house", _("Organisation, duties, teams"), ()),
)
"""The last takes what belongs to no other."""

ALWAYS = frozenset({
    "ball.reminded", "ball.due_soon", "ball.passed_up", "ball.prodded", "check_in.row_due",
    "check_in.row_overdue", "round.reminded", "campaign.reminded", "held_answer.kept",
    "held_answer.failed", "held_word.kept", "held_word.failed", "held_tap.kept", "held_tap.failed",
    "person.password_changed",
    "person.rights_changed", "collaboration.opened",
})  # fmt: skip
"""What waits for somebody, and what guards an account, is mailed to everybody."""
WITH_THE_WEEK = frozenset({"round.closed", "thanks.mentioned"})
"""Mailed at once to whoever is in charge, to everybody else with the digest of the next week."""
URGENT = frozenset({
    "urgent_call.minuted", "change.applied_at_once", "held_answer.kept", "held_word.kept",
    "held_tap.kept",
    "person.password_changed", "person.rights_changed", "collaboration.opened",
})  # fmt: skip
"""Not even the night holds these back."""


def topic_of(kind: str) -> str:
    noun = kind.split(".")[0]
    return next((topic.key for topic in TOPICS if noun in topic.nouns), TOPICS[-1].key)
