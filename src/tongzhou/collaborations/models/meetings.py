"""Meetings, who was invited, what was decided."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models.cases import Collaboration
from tongzhou.collaborations.states import MEETING
from tongzhou.core.ids import new_id
from tongzhou.org.models import Person


class Meeting(models.Model):
    """`outcome` is the one sentence a talk of two heads ends with."""

    class Kind(models.TextChoices):
        TALK = "talk", _("One-to-one talk")
        KICKOFF = "kickoff", _("Kickoff meeting")
        WEEKLY = "weekly", _("Weekly meeting")
        SPECIAL = "special", _("Special meeting")
        RETROSPECTIVE = "retrospective", _("Retrospective meeting")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="meetings")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    starts_at = models.DateTimeField()
    minutes_long = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=120, blank=True)
    agenda = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=MEETING.choices, default="planned")
    minutes = models.TextField(blank=True)
    outcome = models.CharField(max_length=300, blank=True, default="")
    held_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    called_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-starts_at"]


class Attendance(models.TextChoices):
    INVITED = "invited", _("invited")
    COMING = "coming", _("coming")
    EXCUSED = "excused", _("excused")
    PRESENT = "present", _("present")
    ABSENT = "absent", _("absent")


class Attendee(models.Model):
    """`reason` is why somebody asked to be excused."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    attendance = models.CharField(
        max_length=8, choices=Attendance.choices, default=Attendance.INVITED
    )
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "person"], name="attendee_once")
        ]


class Decision(models.Model):
    """What a meeting decided, one sentence each; `owner` sees to it by `due`, where somebody does."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    due = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["position"]
