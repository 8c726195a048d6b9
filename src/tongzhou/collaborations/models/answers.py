"""Turns of the conversation about an ask, with their terms and offers."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models.asks import Ask
from tongzhou.collaborations.states import ASK
from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person


class AnswerQuerySet(OfCaseQuerySet):
    case_path = "ask__collaboration"


class Answer(models.Model):
    """One turn of the conversation, by either side, with the terms it put on the table.

    `number` counts the turns of an ask; empty terms mean «unchanged».
    `intake` is what was filled in then, as pairs of question and answer.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ask = models.ForeignKey(Ask, models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField()
    verb = models.CharField(max_length=24, choices=[(m.verb, m.label) for m in ASK.moves])
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    sentence = models.TextField(blank=True)
    what = models.TextField(blank=True)
    by_date = models.DateField(null=True, blank=True)
    effort_days = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    people = models.CharField(max_length=200, blank=True)
    give_back = models.TextField(blank=True)
    intake = models.JSONField(default=list, blank=True)
    chosen = models.CharField(max_length=300, blank=True)
    to_department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    to_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ask", "number"], name="answer_number_once")
        ]


class AnswerOption(models.Model):
    """One of 3–5 options an answering department offers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=300)
    by_date = models.DateField(null=True, blank=True)
    effort_days = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "position"], name="answer_option_position"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=5), name="at_most_five_offers"
            ),
        ]
