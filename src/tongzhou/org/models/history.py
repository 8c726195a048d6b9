"""How the organisation was: what stood in a department's row before, and until when.

A row is written when something ends; what stands today stands in `Department`, `Liaison` and
`Person` alone. `since` is None where the records do not reach back further. A moment belongs to
the row whose period begins at or before it and ends after it.
"""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from tongzhou.core.ids import new_id
from tongzhou.org.models.departments import Department
from tongzhou.org.models.people import Person


class FormerSet(models.QuerySet[Any]):
    def at(self, moment: datetime) -> Self:
        return self.filter(Q(since=None) | Q(since__lte=moment), until__gt=moment)


class Former(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField()

    objects = FormerSet.as_manager()

    class Meta:
        abstract = True


def _in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(until__gt=F("since")), name=name)


class FormerName(Former):
    """曾用名: found by the search, and shown where something was signed under it."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=80)
    seal = models.CharField(max_length=8)

    class Meta:
        ordering: ClassVar = ["-until"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["department", "until"], name="one_former_name_a_time"),
            _in_order("former_name_ends_after_it_began"),
        ]


class FormerPlace(Former):
    department = models.ForeignKey(Department, models.CASCADE, related_name="former_places")
    parent = models.ForeignKey(Department, models.CASCADE, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-until"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["department", "until"], name="one_former_place_a_time"),
            _in_order("former_place_ends_after_it_began"),
        ]


class FormerSeat(Former):
    """`person` None: the seat was vacant; `acting`: the head only stood in for a while."""

    class Role(models.TextChoices):
        HEAD = "head"
        DEPUTY = "deputy"
        LIAISON = "liaison"

    department = models.ForeignKey(Department, models.CASCADE, related_name="former_seats")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="former_seats")
    role = models.CharField(max_length=8, choices=Role.choices)
    acting = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-until"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["department", "role", "until"],
                condition=Q(role__in=["head", "deputy"]),
                name="one_former_seat_a_time",
            ),
            _in_order("former_seat_ends_after_it_began"),
        ]


class FormerHome(Former):
    """A department a person belonged to."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="former_homes")
    department = models.ForeignKey(Department, models.CASCADE, related_name="former_people")

    class Meta:
        ordering: ClassVar = ["-until"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "until"], name="one_former_home_a_time"),
            _in_order("former_home_ends_after_it_began"),
        ]


class ActingHeadSet(models.QuerySet["ActingHead"]):
    def visible_to(self, person: Person) -> Self:
        """Who leads what is open to everybody who belongs to the organisation."""
        return self if person.is_active else self.none()

    def open(self) -> Self:
        return self.filter(ended_at=None)


class ActingHead(models.Model):
    """代理负责人: leads the department from `since` to `until`, both days included.

    On its first day the acting head takes the head's seat, and so everything that hangs on it;
    afterwards the seat returns to `displaced`, or is vacant again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    department = models.ForeignKey(Department, models.CASCADE, related_name="acting_heads")
    person = models.ForeignKey(Person, models.PROTECT, related_name="acts_as_head")
    displaced = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    since = models.DateField()
    until = models.DateField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ActingHeadSet.as_manager()

    class Meta:
        ordering: ClassVar = ["since", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="acting_head_ends_after_the_start"
            ),
            models.UniqueConstraint(
                fields=["department"],
                condition=Q(started_at__isnull=False, ended_at=None),
                name="one_acting_head_at_a_time",
            ),
        ]
