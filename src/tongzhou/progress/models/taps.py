"""一键周更: a link by which one person updates a week, and words that may still be taken back."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongzhou.core.ids import new_id
from tongzhou.org.models import Person
from tongzhou.plans.models import Task
from tongzhou.progress.models.rounds import WeeklyRound


class RoundLink(models.Model):
    """Only the hash of its token is kept. It speaks for one person about the rows of one week.

    `round` is what the person's sessions are bound to as well: a new password makes links void.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    weekly = models.ForeignKey(WeeklyRound, models.CASCADE, related_name="+")
    round = models.CharField(max_length=64)
    at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__gt=F("at")), name="round_link_ends_after_it_began"
            )
        ]


class HeldWord(models.Model):
    """Said by a link without signing in; it takes effect at `due_at` unless it is taken back.

    `seen` is how the row stood when it was said: what others said meanwhile is never covered up.
    """

    class Kind(models.TextChoices):
        CHECK_IN = "check_in", _("Update")
        CONFIDENCE = "confidence", _("Confidence")

    class State(models.TextChoices):
        HELD = "held"
        SENT = "sent"
        UNDONE = "undone"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    task = models.ForeignKey(Task, models.CASCADE, related_name="+")
    weekly = models.ForeignKey(WeeklyRound, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    said = models.JSONField()
    seen = models.CharField(max_length=40, blank=True)
    round = models.CharField(max_length=64, blank=True, default="")
    """Of the person, when it was said; empty: held by a version that did not note it."""
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=6, choices=State.choices, default="held")
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "task", "kind"], condition=Q(state="held"),
                name="one_held_word_each",
            )
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(state="held"), name="held_word_due")
        ]
