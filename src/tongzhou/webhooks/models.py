"""Webhooks: addresses of other systems, and what they were told."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.core.ids import new_id
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person


class WebhookSet(models.QuerySet["Webhook"]):
    def visible_to(self, person: Person) -> Self:
        """Administrators see that it is there; whose rights it has sees it always."""
        return self if person.is_administrator else self.filter(owner=person)

    def working(self) -> Self:
        return self.filter(closed_at=None, stopped_at=None)


class Webhook(models.Model):
    """Tells what its owner may see, with the owner's rights of the moment.

    Address and secrets are sealed. `topics`: keys of topics.TOPICS, empty means all. `former_secret`
    signs as well until `former_until`. `busy_until` is the lease of the worker that is sending,
    `retry_at` the pause after a failure, `stopped_at` says that it failed for too long.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("Name"), max_length=60)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("Owner"))
    address = models.TextField()
    secret = models.TextField()
    former_secret = models.TextField(blank=True, default="")
    former_until = models.DateTimeField(null=True)
    topics = models.JSONField(default=list, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    retry_at = models.DateTimeField(null=True)
    busy_until = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = WebhookSet.as_manager()

    class Meta:
        ordering: ClassVar = ["closed_at", "name", "id"]

    def __str__(self) -> str:
        return self.name


class WebhookDeliverySet(models.QuerySet["WebhookDelivery"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(webhook__in=Webhook.objects.visible_to(person))


class WebhookDelivery(models.Model):
    """One entry for one webhook; without an entry a test. Its id is the same at every attempt.

    `depth`: how many systems it has passed through when it arrives. `status`: the last answer.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ARRIVED = "arrived", _("arrived")
        REFUSED = "refused", _("refused")
        DROPPED = "dropped", _("not sent")

    class Note(models.TextChoices):
        SILENT = "silent", _("The other side did not answer in time.")
        ADDRESS = "address", _("This address may not be called.")
        LOOP = "loop", _("Two systems would keep each other busy for ever.")
        HIDDEN = "hidden", _("The owner may no longer see it.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+")
    depth = models.PositiveSmallIntegerField(default=1)
    noted_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State.choices, default="waiting")
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    note = models.CharField(max_length=7, choices=Note.choices, blank=True, default="")

    objects = WebhookDeliverySet.as_manager()

    class Meta:
        ordering: ClassVar = ["entry_id", "noted_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["webhook", "entry"], name="told_once_per_webhook")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["webhook", "entry"], condition=Q(state="waiting"), name="delivery_waiting"
            ),
            models.Index(fields=["webhook", "-noted_at"], name="delivery_of_webhook"),
        ]
