"""What a person was told, one row per person and journal entry; and how each wants to be told."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.access import IsVisible
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.ids import new_id
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person


class Preference(models.Model):
    """When a person wants to be left alone, and when everything else is told at once."""

    person = models.OneToOneField(
        Person, models.CASCADE, primary_key=True, related_name="notice_preference"
    )
    quiet_from = models.PositiveSmallIntegerField(default=20)
    quiet_until = models.PositiveSmallIntegerField(default=8)
    quiet_days_off = models.BooleanField(default=True)
    digest_hour = models.PositiveSmallIntegerField(default=9)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(quiet_from__lt=24, quiet_until__lt=24, digest_hour__lt=24),
                name="preferred_hours_are_of_a_day",
            )
        ]


class MailChoice(models.Model):
    """How a person hears of one topic by mail; the inbox has everything."""

    class Way(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("once a day")
        NEVER = "never", _("no mail")

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    topic = models.CharField(max_length=12)
    way = models.CharField(max_length=7, choices=Way.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "topic"], name="one_mail_choice_per_topic")
        ]


class AppChoice(models.Model):
    """How a person hears of one topic by a card in the messenger, where an app brings cards."""

    class Way(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        NEVER = "never", _("no card")

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    topic = models.CharField(max_length=12)
    way = models.CharField(max_length=7, choices=Way.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "topic"], name="one_app_choice_per_topic")
        ]


class NoticeQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person) -> Self:
        """The person's own, as long as the person may see what they are about."""
        if person.is_auditor:
            return self.filter(person=person)
        about = Q(collaboration=None) | Q(IsVisible("collaboration", person))
        return self.filter(about, person=person)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notice(models.Model):
    """The sentence is made from the entry when it is read; the mail is sent by `channels`."""

    class Mail(models.TextChoices):
        NONE = ""
        PENDING = "pending"
        SENT = "sent"
        DEAD = "dead"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail_state = models.CharField(max_length=8, choices=Mail.choices, default="", blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    last_error = models.TextField(default="", blank=True)
    refused = models.CharField(max_length=254, default="", blank=True)
    """The address the server does not know: it rests, another one does not."""

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = [models.F("read_at").desc(nulls_first=True), "-entry_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "entry"], name="notice_once_per_person")
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "read_at"], name="notice_of_person"),
            models.Index(fields=["person", "mailed_at"], name="notice_mailed_to"),
            models.Index(
                fields=["next_at"], condition=Q(mail_state="pending"), name="notice_to_be_mailed"
            ),
            models.Index(
                fields=["person", "next_at"], condition=Q(mail_state="dead"), name="notice_given_up"
            ),
        ]
