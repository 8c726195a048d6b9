"""一句话脉搏: one question a quarter. No row holds a person beside an answer, and none an answer alone.

Answers are only counted: a table of single answers would stand in the order of its rows beside the
table of those who have answered, and the two would tell who said what.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.org.models import Department, Person


class Tally(models.Model):
    """How many people of a department gave an answer in a quarter («2026Q4»)."""

    class Answer(models.IntegerChoices):
        ALWAYS = 5, _("Always")
        MOSTLY = 4, _("Mostly")
        SOMETIMES = 3, _("Sometimes")
        SELDOM = 2, _("Seldom")
        NEVER = 1, _("Never")

    quarter = models.CharField(max_length=6)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    answer = models.PositiveSmallIntegerField(choices=Answer.choices)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["quarter", "department", "answer"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["quarter", "department", "answer"], name="one_tally_of_an_answer"
            ),
            models.CheckConstraint(
                condition=Q(answer__gte=1, answer__lte=5), name="answers_are_from_one_to_five"
            ),
        ]


class Turn(models.Model):
    """That a person has answered: neither what nor when."""

    quarter = models.CharField(max_length=6)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        ordering: ClassVar = ["quarter", "person"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quarter", "person"], name="one_answer_a_quarter")
        ]
