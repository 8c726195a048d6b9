"""What was taken over: each fact as it came, and beside it what is counted and looked for."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.core.ids import new_id
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Person


class Source(models.Model):
    """Another house whose history was taken over; a later bundle of the same key continues it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    as_of = models.DateField()
    attribution = models.TextField(blank=True, default="")
    visibility = models.CharField(max_length=10, default="company")
    taken_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name", "key"]

    def __str__(self) -> str:
        return self.name


class Period(models.Model):
    """A release or a quarter: plans that slip are counted in these."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="periods")
    key = models.CharField(max_length=200)
    order = models.IntegerField()
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="past_period_once")
        ]


class OrganisationFact(models.Model):
    """A department, person, goal, term or period word by word, so that it can be given back."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="facts")
    part = models.CharField(max_length=20)
    place = models.PositiveIntegerField()
    body = models.JSONField()

    class Meta:
        ordering: ClassVar = ["part", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "part", "place"], name="past_fact_once")
        ]


class PastCaseSet(models.QuerySet["PastCase"]):
    def visible_to(self, person: Person) -> Self:
        """Open to the company, or to whoever stands for a department that took part."""
        if not person.is_active:
            return self.none()
        if person.is_auditor:
            return self
        people = stands_for(person)
        mine = Department.objects.filter(
            Q(path__startswith=person.department.path)
            | Q(head__in=people) | Q(deputy__in=people) | Q(liaisons__person__in=people)
        )  # fmt: skip
        cases = PastParty.objects.filter(department__in=mine.values("pk")).values("case")
        return self.filter(Q(source__visibility="company") | Q(pk__in=cases))


class PastCase(models.Model):
    """A collaboration of another house. `body` is the fact as it came, `digest` tells changes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(Source, models.CASCADE, related_name="cases")
    place = models.PositiveIntegerField()
    key = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=120, blank=True, default="")
    is_open = models.BooleanField(db_index=True)
    filed_on = models.DateField(null=True)
    body = models.JSONField()
    digest = models.CharField(max_length=64)

    objects = PastCaseSet.as_manager()

    class Meta:
        ordering: ClassVar = ["source", "place"]
        verbose_name = _("past collaboration")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="past_case_once")
        ]

    def __str__(self) -> str:
        return self.title


class PastParty(models.Model):
    case = models.ForeignKey(PastCase, models.CASCADE, related_name="parties")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    is_initiator = models.BooleanField()

    class Meta:
        ordering: ClassVar = ["-is_initiator", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "department"], name="past_party_once")
        ]


class PastSeat(models.Model):
    """Whose approval a collaboration needs; `person` where the key is somebody known here."""

    case = models.ForeignKey(PastCase, models.CASCADE, related_name="seats")
    key = models.CharField(max_length=200)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "key", "role"], name="past_seat_once")
        ]


class PastTask(models.Model):
    case = models.ForeignKey(PastCase, models.CASCADE, related_name="tasks")
    key = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    due = models.DateField(null=True)
    done_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "key"], name="past_task_once")
        ]


class PastTarget(models.Model):
    """The period a row was planned for, each time it was written; "" is: for none."""

    case = models.ForeignKey(PastCase, models.CASCADE, related_name="targets")
    task = models.CharField(max_length=200)
    place = models.PositiveIntegerField()
    before = models.CharField(max_length=200, blank=True, default="")
    after = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["case", "task", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "task", "place"], name="past_target_once")
        ]
