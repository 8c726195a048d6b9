"""一键答复: a link by which one person answers one request, and an answer that may still be undone."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongzhou.collaborations.models import Ask
from tongzhou.core.ids import new_id
from tongzhou.org.models import Person


class AnswerLink(models.Model):
    """Only the hash of its token is kept. It speaks for one person about one wording of one request.

    `round` is what the person's sessions are bound to as well: a new password makes links void.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    ask = models.ForeignKey(Ask, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    round = models.CharField(max_length=64)
    at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="link_ends_after_it_began")
        ]


class HeldAnswer(models.Model):
    """Given by a link without signing in; it takes effect at `due_at` unless it is taken back."""

    class State(models.TextChoices):
        HELD = "held"
        SENT = "sent"
        UNDONE = "undone"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    ask = models.ForeignKey(Ask, models.CASCADE, related_name="+")
    verb = models.CharField(max_length=24)
    sentence = models.TextField(blank=True)
    until = models.DateField(null=True)
    version = models.PositiveIntegerField()
    round = models.CharField(max_length=64, blank=True, default="")
    """Of the person, when it was given; empty: held by a version that did not note it."""
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=6, choices=State.choices, default="held")
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "ask"], condition=Q(state="held"), name="one_held_answer_each"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(state="held"), name="held_answer_due")
        ]
