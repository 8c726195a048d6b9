"""What is searched: one row for each matter, person and department, with its words."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.collaborations.access import visible_cases
from tongzhou.collaborations.models import Collaboration
from tongzhou.knowledge.guards import IS_GUARDED, opened_to
from tongzhou.org.models import Department, Person

OF_ALL = ("person", "department", "team", "duty", "goal", "term")
"""Kinds that belong to the organisation: everybody finds them."""
OF_NO_CASE = (*OF_ALL, "campaign", "respondent", "past_case")
OF_EITHER = ("gain",)
"""Offered without a request it belongs to no collaboration."""


class DocumentSet(models.QuerySet["Document"]):
    def visible_to(self, person: Person) -> Self:
        """Matters as far as their collaboration is seen; the organisation is open to all, and what
        belongs to neither to whoever may open it.
        """
        if person.is_auditor:
            return self
        seen = Q(collaboration__in=visible_cases(person)) | opened_to(person)
        return self.filter(Q(collaboration=None) & ~IS_GUARDED | seen)


class Document(models.Model):
    """Derived from the subject, never edited; `tongzhou reindex` writes all of them again.

    `heading` is the folded title with other names of the subject, `tokens` the folded text as
    `bigrams.tokens` cuts it; `department` is the one whose matter it is, `is_over` whether its
    collaboration has ended (None: it belongs to none). Triggers keep the engine's own index beside
    this table (engines.py).
    """

    class Kind(models.TextChoices):
        COLLABORATION = "collaboration", _("Collaborations")
        ASK = "ask", _("Requests")
        TASK = "task", _("Tasks")
        PROBLEM = "problem", _("Problems")
        RISK_NOTICE = "risk_notice", _("Risk notices")
        MEETING = "meeting", _("Meetings")
        CHANGE = "change", _("Change requests")
        OPTION_TABLE = "option_table", _("Option tables")
        URGENT_CALL = "urgent_call", _("Urgent calls")
        DELIVERY = "delivery", _("Deliveries")
        RETROSPECTIVE = "retrospective", _("Retrospectives")
        DOSSIER = "dossier", _("Dossiers")
        COMMENT = "comment", _("Comments and files")
        PERSON = "person", _("People")
        DEPARTMENT = "department", pgettext_lazy("search", "Departments")
        TEAM = "team", _("Virtual teams")
        DUTY = "duty", _("Duties")
        GOAL = "goal", _("Goals")
        TERM = "term", pgettext_lazy("department language", "Words")
        CLAUSE = "clause", _("Clauses and definitions")
        DEAL = "deal", _("Package deals")
        GAIN = "gain", _("Gains")
        CAMPAIGN = "campaign", _("Submissions")
        RESPONDENT = "respondent", _("Materials handed in")
        PAST_CASE = "past_case", _("Past collaborations")

    kind = models.CharField(max_length=14, choices=Kind.choices)
    subject = models.UUIDField(unique=True)
    collaboration = models.ForeignKey(
        Collaboration, models.CASCADE, null=True, related_name="documents"
    )
    department = models.ForeignKey(
        Department, models.CASCADE, null=True, related_name="+", db_index=False
    )
    is_over = models.BooleanField(null=True)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    heading = models.TextField()
    tokens = models.TextField()
    updated = models.DateTimeField()

    objects = DocumentSet.as_manager()

    class Meta:
        ordering: ClassVar = ["-updated", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=OF_NO_CASE, collaboration__isnull=True)
                | (~Q(kind__in=OF_NO_CASE) & Q(collaboration__isnull=False))
                | Q(kind__in=OF_EITHER),
                name="matters_belong_to_a_collaboration",
            )
        ]

    def __str__(self) -> str:
        return self.title
