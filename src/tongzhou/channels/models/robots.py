"""群机器人: a robot in the group chat of a department, what it is to say, and what it said."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.core.ids import new_id
from tongzhou.journal.models import Entry
from tongzhou.org.models import Department, Person


class RobotSet(models.QuerySet["Robot"]):
    def visible_to(self, person: Person) -> Self:
        """Administrators keep them; a head looks whether the own group still hears."""
        return self if person.is_administrator else self.filter(department__head=person)

    def working(self) -> Self:
        return self.filter(closed_at=None)


class Robot(models.Model):
    """Address and secret are sealed and never shown again.

    `busy_until` is the lease of the worker that is sending; `retry_at` the pause after a failure.
    """

    class Kind(models.TextChoices):
        WECOM = "wecom", _("WeCom")
        DINGTALK = "dingtalk", _("DingTalk")
        FEISHU = "feishu", _("Feishu")

    class Trial(models.TextChoices):
        NEVER = "", _("never tested")
        WAITING = "waiting", _("being tested")
        WORKED = "worked", _("gets through")
        FAILED = "failed", _("did not work")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("Messenger"), max_length=8, choices=Kind.choices)
    name = models.CharField(_("Name"), max_length=60)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("Department")
    )
    address = models.TextField()
    secret = models.TextField(blank=True, default="")
    keyword = models.CharField(max_length=40, blank=True, default="")
    language = models.CharField(max_length=10, default="zh-hans")
    trial = models.CharField(max_length=7, choices=Trial.choices, blank=True, default="")
    tried_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True, default="")
    retry_at = models.DateTimeField(null=True)
    busy_until = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = RobotSet.as_manager()

    class Meta:
        ordering: ClassVar = ["closed_at", "name", "id"]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """One journal entry that one group is to be told; several leave as one message."""

    class State(models.TextChoices):
        PENDING = "pending"
        SENT = "sent"
        DROPPED = "dropped"
        DEAD = "dead"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    robot = models.ForeignKey(Robot, models.CASCADE, related_name="posts")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State.choices, default="pending")
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["entry_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["robot", "entry"], name="post_once_per_robot")
        ]
        indexes: ClassVar = [
            models.Index(fields=["robot", "at"], condition=Q(state="pending"), name="post_waiting")
        ]


class Sending(models.Model):
    """One message as it left: what the limits of a minute are counted by, kept for thirty days."""

    robot = models.ForeignKey(Robot, models.CASCADE, related_name="sendings")
    at = models.DateTimeField()
    told = models.PositiveSmallIntegerField()
    worked = models.BooleanField()
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["robot", "-at"], name="sending_of_robot")]
