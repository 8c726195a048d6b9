"""What `taps` keep: a link for one person about one matter, and what it said until that is said."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongzhou.core.ids import new_id
from tongzhou.org.models import Person


class TapLink(models.Model):
    """Only the hash of its token is kept. `matter` names a purpose of `taps`, `subject` the row;
    `version` is that of the words it was sent with, `round` that of the person's sessions.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    matter = models.CharField(max_length=24)
    subject = models.UUIDField()
    version = models.CharField(max_length=40, blank=True)
    round = models.CharField(max_length=64)
    at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="tap_ends_after_it_began")
        ]
        indexes: ClassVar = [models.Index(fields=["subject", "person"], name="taps_of_a_matter")]


class HeldTap(models.Model):
    """Said by a link without signing in; it takes effect at `due_at` unless it is taken back.

    `version` is that of the words it was said to; empty means there is nothing to compare.
    """

    class State(models.TextChoices):
        HELD = "held"
        SENT = "sent"
        UNDONE = "undone"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    matter = models.CharField(max_length=24)
    subject = models.UUIDField()
    version = models.CharField(max_length=40, blank=True, default="")
    title = models.CharField(max_length=200)
    choice = models.CharField(max_length=24)
    typed = models.JSONField(default=dict)
    round = models.CharField(max_length=64)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=6, choices=State.choices, default="held")
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "subject"], condition=Q(state="held"), name="one_held_tap_each"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(state="held"), name="held_tap_due")
        ]
