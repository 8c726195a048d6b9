"""The journal: append-only, gap-free, hash-chained. Everything else is derived from it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One change. Ids instead of names, so that a person can be anonymised later."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=60)
    actor = models.UUIDField(null=True)
    on_behalf_of = models.UUIDField(null=True)
    subject = models.UUIDField(db_index=True)
    collaboration = models.UUIDField(null=True)
    payload = models.JSONField()
    format = models.PositiveSmallIntegerField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["seq"]
        verbose_name = _("journal entry")
        indexes: ClassVar = [
            models.Index(fields=["collaboration", "-seq"], name="entry_of_case"),
            models.Index(fields=["kind", "seq"], name="entry_of_kind"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hash"], name="entry_hash_is_unique"),
        ]


class Caused(models.Model):
    """An entry of what another system did, and how many systems it had come through."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="+")
    depth = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.entry_id} · {self.depth}"


class Head(models.Model):
    """The last link of the chain; its lock makes the sequence gap-free."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="journal_has_one_head")
        ]


class Anchor(models.Model):
    """How the journal ended on a day, on its way to places outside the data folder.

    `stamp` is the answer of a time-stamp authority (RFC 3161, base64) over `line`.
    """

    day = models.DateField(unique=True)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    mailed_to = models.PositiveSmallIntegerField(default=0)
    stamped_at = models.DateTimeField(null=True)
    stamp = models.TextField(null=True)

    class Meta:
        ordering: ClassVar = ["-day"]

    def __str__(self) -> str:
        return self.line

    @property
    def line(self) -> str:
        """As it is kept elsewhere: what `tongzhou verify --anchor` reads."""
        return f"{self.seq} {self.hash} {self.at.isoformat(timespec='seconds')}"


class Cursor(models.Model):
    """How far one consumer has read, or when one tick is due; its row lock lets one worker act."""

    consumer = models.CharField(max_length=60, primary_key=True)
    seq = models.BigIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    last_error = models.TextField(default="", blank=True)
    retry_at = models.DateTimeField(null=True)


class Command(models.Model):
    """A form that was sent: the same key again repeats the answer, not the effect.

    `path` is a hash. `content` is the answer itself where it was JSON, for programs.
    """

    key = models.UUIDField(primary_key=True)
    person = models.UUIDField()
    path = models.CharField(max_length=300)
    body = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    location = models.CharField(max_length=500, default="", blank=True)
    content = models.TextField(default="", blank=True)
    at = models.DateTimeField()
