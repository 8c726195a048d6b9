"""RACI: who holds which letter of a row."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.org.models import Department, Person
from tongzhou.plans.models.tasks import OfTaskQuerySet, Task


class Role(models.Model):
    """One letter of RACI, held by a person or, for those informed, by a whole department.

    `seat` is the job title an import named; `stands_in` marks the head who fills the seat until
    somebody is named.
    """

    class Letter(models.TextChoices):
        RESPONSIBLE = "R", _("Responsible")
        ACCOUNTABLE = "A", _("Accountable")
        CONSULTED = "C", _("Consulted")
        INFORMED = "I", _("Informed")

    task = models.ForeignKey(Task, models.CASCADE, related_name="roles")
    letter = models.CharField(max_length=1, choices=Letter.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="roles")
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+"
    )
    seat = models.CharField(max_length=60, blank=True)
    stands_in = models.BooleanField(default=False)

    objects = OfTaskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["letter", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(letter="A"), name="exactly_one_accountable"
            ),
            models.UniqueConstraint(
                fields=["task", "letter", "person"],
                condition=Q(person__isnull=False),
                name="role_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["task", "letter", "department"],
                condition=Q(person__isnull=True),
                name="role_once_per_department",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, department__isnull=True)
                | Q(person__isnull=True, department__isnull=False, letter__in=("C", "I")),
                name="role_names_somebody",
            ),
        ]
