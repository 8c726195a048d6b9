"""自建应用: an app of the organisation's own in its messenger, and what it tells single people."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.channels.apps import Keys
from tongzhou.channels.models.robots import Robot
from tongzhou.channels.sealing import unseal
from tongzhou.collaborations.models import Ask
from tongzhou.core.ids import new_id
from tongzhou.notices.models import Notice
from tongzhou.org.models import Person


class AppSet(models.QuerySet["App"]):
    def visible_to(self, person: Person) -> Self:
        """Administrators, and who set it up: being shown it is not yet being let in."""
        return self if person.is_administrator else self.filter(added_by=person)

    def working(self) -> Self:
        return self.filter(closed_at=None)


class App(models.Model):
    """At most one for each messenger. `secret`, `token` and `key` are sealed and never shown again.

    `heard` is the entry up to which notices have been taken over; `busy_until` the lease of the
    worker that is sending, `retry_at` the pause after a failure.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("Messenger"), max_length=8, choices=Robot.Kind.choices)
    tenant = models.CharField(max_length=80, blank=True, default="")
    client = models.CharField(max_length=80, blank=True, default="")
    agent = models.CharField(max_length=20, blank=True, default="")
    secret = models.TextField()
    token = models.TextField(blank=True, default="")
    key = models.TextField(blank=True, default="")
    base = models.CharField(max_length=200, blank=True, default="")
    speaks = models.BooleanField(default=True)
    signs_in = models.BooleanField(default=True)
    syncs_daily = models.BooleanField(default=False)
    sync_wanted = models.BooleanField(default=False)
    synced_at = models.DateTimeField(null=True)
    heard = models.BigIntegerField(default=0)
    trial = models.CharField(max_length=7, choices=Robot.Trial.choices, blank=True, default="")
    tried_at = models.DateTimeField(null=True)
    tried_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    failures = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True, default="")
    retry_at = models.DateTimeField(null=True)
    busy_until = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = AppSet.as_manager()

    class Meta:
        ordering: ClassVar = ["closed_at", "kind", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind"], condition=Q(closed_at=None), name="one_open_app_a_messenger"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def keys(self) -> Keys:
        return Keys(
            kind=self.kind, tenant=self.tenant, client=self.client, agent=self.agent,
            secret=unseal(self.secret), token=unseal(self.token), key=unseal(self.key),
            base=self.base,
        )  # fmt: skip


class SentCard(models.Model):
    """One card as it left. About a request it can be answered, as long as `version` stands.

    `reference` is what the messenger wants to hear when the card is changed; `is_due` says that it
    has to be, `settled_at` that it shows what became of it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    app = models.ForeignKey(App, models.CASCADE, related_name="cards")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    ask = models.ForeignKey(Ask, models.CASCADE, null=True, related_name="+")
    version = models.PositiveIntegerField(null=True)
    reference = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField()
    is_due = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["app", "-at"], name="card_of_app"),
            models.Index(fields=["person", "-at"], name="card_of_person"),
            models.Index(fields=["at"], condition=Q(is_due=True), name="card_to_be_changed"),
        ]

    @property
    def number(self) -> str:
        """What the messenger knows it by."""
        return self.pk.hex


class AppPost(models.Model):
    """One notice the app is to bring to its person; several leave as one card."""

    class State(models.TextChoices):
        PENDING = "pending"
        SENT = "sent"
        DROPPED = "dropped"
        DEAD = "dead"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    app = models.ForeignKey(App, models.CASCADE, related_name="posts")
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    state = models.CharField(max_length=7, choices=State.choices, default="pending")
    at = models.DateTimeField()
    next_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["next_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["app", "notice"], name="told_once_by_an_app")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["app", "next_at"], condition=Q(state="pending"), name="app_post_waiting"
            )
        ]


class AppCall(models.Model):
    """What called back already: a nonce is good once, an event has one effect. Kept for days."""

    app = models.ForeignKey(App, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["app", "digest"], name="app_call_once")
        ]
