"""What a webhook may hear of, in the stages of a collaboration.

Interests, effects and option tables are missing on purpose: they stay between their departments.
"""

from django.utils.translation import gettext_lazy as _

TOPICS = {
    "requests": (_("Requests, asks and answers"),
                 ("collaboration", "ask", "priority", "attention", "brief", "meeting")),
    "plan": (_("Division table"), ("plan", "task")),
    "signing": (_("Signing, changes and clauses"), ("agreement", "change", "clause", "provision")),
    "progress": (_("Weekly rounds, risk notices, reminders"),
                 ("round", "risk_notice", "urgent_call", "communication", "ball")),
    "problems": (_("Problems and rulings"), ("problem",)),
    "outcomes": (_("Delivery, acceptance, retrospective"),
                 ("delivery", "retrospective", "improvement")),
    "talk": (_("Comments"), ("comment",)),
}  # fmt: skip
"""By key: what it is called, and the nouns of its events."""

CHOICES = [(key, name) for key, (name, _nouns) in TOPICS.items()]
_TOPIC_OF = {noun: key for key, (_name, nouns) in TOPICS.items() for noun in nouns}


def topic_of(kind: str) -> str | None:
    """Of an event like `ask.sent`; None for what no webhook is told."""
    return _TOPIC_OF.get(kind.partition(".")[0])
