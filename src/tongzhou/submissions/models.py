"""资料提交: collection campaigns, their questions, who is asked, what each handed in."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.core.ids import new_id
from tongzhou.files.models import StoredFile
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Person
from tongzhou.submissions.states import CAMPAIGN, RESPONDENT


class CampaignSet(models.QuerySet["Campaign"]):
    def visible_to(self, person: Person) -> Self:
        """Who collects, and whoever answers for the asking department or above it; once it is open,
        also those who are asked and whoever answers for them.
        """
        if person.is_auditor:
            return self.all()
        own = Q(by__in=stands_for(person)) | _within("department__path", person)
        asked = Respondent.objects.filter(campaign=OuterRef("pk")).filter(
            Q(person__in=stands_for(person)) | _within("department__path", person)
        )
        return self.filter(own | Q(Exists(asked), state__in=("open", "closed")))


class Campaign(models.Model):
    """`due_at` is the same for all; `follows_at` is when the next of a rhythm opens by itself."""

    class Rhythm(models.TextChoices):
        ONCE = "once", pgettext_lazy("campaign", "Once")
        WEEKLY = "weekly", _("Every week")
        MONTHLY = "monthly", _("Every month")
        QUARTERLY = "quarterly", _("Every quarter")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    department = models.ForeignKey(Department, models.PROTECT, related_name="campaigns")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    purpose = models.TextField()
    where = models.TextField(blank=True)
    example = models.TextField(blank=True)
    reward = models.CharField(max_length=200, blank=True)
    consequence = models.CharField(max_length=200, blank=True)
    agreed = models.CharField(max_length=200, blank=True)
    rhythm = models.CharField(max_length=9, choices=Rhythm.choices, default=Rhythm.ONCE)
    is_table = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=CAMPAIGN.choices, default="draft")
    due_at = models.DateTimeField()
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    follows_at = models.DateTimeField(null=True)
    previous = models.OneToOneField("self", models.PROTECT, null=True, related_name="following")
    version = models.PositiveIntegerField(default=1)

    objects = CampaignSet.as_manager()

    class Meta:
        ordering: ClassVar = ["-due_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=("draft", "discarded")) | Q(opened_at__isnull=False),
                name="an_open_campaign_was_opened",
            ),
            models.CheckConstraint(
                condition=Q(consequence="", reward="") | ~Q(agreed=""),
                name="what_follows_was_agreed_beforehand",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """What is asked for; `help` teaches where the figure stands, so that nobody asks back."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        NUMBER = "number", pgettext_lazy("kind of field", "Number")
        DATE = "date", _("Date")
        CHOICE = "choice", _("Choice")
        YES_NO = "yes_no", _("Yes or no")
        PERSON = "person", pgettext_lazy("kind of field", "Person")
        FILE = "file", pgettext_lazy("kind of field", "File")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="questions")
    key = models.UUIDField(default=new_id, editable=False)
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.TEXT)
    help = models.CharField(max_length=200, blank=True)
    choices = models.TextField(blank=True)
    is_required = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "position"], name="question_position_once")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def offered(self) -> list[str]:
        """What a choice offers, one line each."""
        return [line for line in self.choices.splitlines() if line]


class RespondentSet(models.QuerySet["Respondent"]):
    def visible_to(self, person: Person) -> Self:
        """What was handed in is read by those who collect it and those who answer for it."""
        if person.is_auditor:
            return self.all()
        open_ = Q(campaign__state__in=("open", "closed"))
        collecting = Q(campaign__by__in=stands_for(person))
        asking = collecting | _within("campaign__department__path", person)
        own = Q(person__in=stands_for(person)) | _within("department__path", person)
        return self.filter(asking | (open_ & own))


class Respondent(models.Model):
    """A department, or a person, that is asked. `step` and `next_at` belong to the reminders."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="respondents")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_personal = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=RESPONDENT.choices, default="pending")
    due_at = models.DateTimeField()
    first_at = models.DateTimeField(null=True)
    step = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, db_index=True)

    objects = RespondentSet.as_manager()

    class Meta:
        ordering: ClassVar = ["department__path", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "department"],
                condition=Q(is_personal=False),
                name="a_department_is_asked_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "person"],
                condition=Q(is_personal=True),
                name="a_person_is_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return self.person.name if self.is_personal else self.department.name

    @property
    def is_owing(self) -> bool:
        return self.state in ("pending", "returned")

    @property
    def was_on_time(self) -> bool | None:
        """None while nothing was handed in."""
        return None if self.first_at is None else self.first_at <= self.campaign.due_at


class Handing(models.Model):
    """One version of what was handed in; `rows` are texts by the key of their question."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="handings")
    number = models.PositiveIntegerField()
    rows = models.JSONField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["respondent", "number"], name="handing_number_once")
        ]


class HandedFile(models.Model):
    """A file that answers a question; a later version without a new one points to the same."""

    handing = models.ForeignKey(Handing, models.CASCADE, related_name="files")
    key = models.UUIDField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["handing", "key"], name="one_file_for_a_question")
        ]


class Look(models.Model):
    """What the asking department said to one version: taken, or returned with a reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    handing = models.OneToOneField(Handing, models.CASCADE, related_name="look")
    is_taken = models.BooleanField()
    reason = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_taken=True) | ~Q(reason=""), name="what_is_returned_says_why"
            )
        ]


class Reminder(models.Model):
    """Who was reminded of what; a step of one respondent is taken once."""

    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="reminders")
    due_at = models.DateTimeField()
    step = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["respondent", "due_at", "step"], name="submission_reminded_once_per_step"
            )
        ]


def _within(path: str, person: Person) -> Q:
    """The departments a person answers for, and everything below them."""
    found = Q(pk__in=[])
    for root in person.remembered("answered_for", lambda: _answered_for(person)):
        found |= Q(**{f"{path}__startswith": root})
    return found


def _answered_for(person: Person) -> list[str]:
    members = [member.pk for member in stands_for(person)]
    seats = Q(head__in=members) | Q(deputy__in=members) | Q(liaisons__person__in=members)
    return sorted(set(Department.objects.filter(seats).values_list("path", flat=True)))


Row = dict[str, str]
"""Texts by the key of their question."""
