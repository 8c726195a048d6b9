"""Virtual teams: their charter, and whom they borrow from which department."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person
from tongzhou.teams.states import GOING, LOAN, TEAM


class TeamSet(models.QuerySet["Team"]):
    def visible_to(self, person: Person) -> Self:
        """Who works with whom is no secret; a draft is its leader's."""
        return self if person.is_auditor else self.filter(~Q(state="draft") | Q(leader=person))

    def going(self) -> Self:
        return self.filter(state__in=GOING)


class Team(models.Model):
    """`until` is the last day; `next_until` the one a running renewal asks for.

    `leader_rules` is a decision right: problems among its people go to the leader first.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("Name"), max_length=80)
    leader = models.ForeignKey(Person, models.PROTECT, related_name="leads_teams")
    purpose = models.TextField(_("Purpose"))
    measure = models.TextField(_("Shared measure"))
    rights = models.TextField(_("What it decides itself"), blank=True)
    leader_rules = models.BooleanField(default=False)
    since = models.DateField(_("First day"))
    until = models.DateField(_("Last day"))
    next_until = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=TEAM.choices, default=TEAM.first, db_index=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = TeamSet.as_manager()

    class Meta:
        ordering: ClassVar = ["until", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="team_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(next_until=None) | Q(next_until__gt=F("until")),
                name="renewal_reaches_further",
            ),
            models.CheckConstraint(
                condition=Q(state="renewing", next_until__isnull=False)
                | (~Q(state="renewing") & Q(next_until=None)),
                name="only_a_renewal_asks_for_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def asked_until(self) -> date:
        """What a home department signs for now."""
        return self.next_until or self.until


class LoanSet(models.QuerySet["Loan"]):
    def visible_to(self, person: Person) -> Self:
        if person.is_auditor:
            return self
        return self.filter(~Q(team__state="draft") | Q(team__leader=person))

    def binding(self, day: date) -> Self:
        """Shares of working time that are signed away on this day."""
        signed = self.filter(until__gte=day, team__state__in=GOING)
        return signed.exclude(state="released")


class Loan(models.Model):
    """A person for a share of the time; `until` is the day signed for, None before the first."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    team = models.ForeignKey(Team, models.CASCADE, related_name="loans")
    person = models.ForeignKey(Person, models.PROTECT, related_name="loans")
    home = models.ForeignKey(Department, models.PROTECT, related_name="lends")
    percent = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=LOAN.choices, default=LOAN.first)
    until = models.DateField(null=True)
    asked_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_for = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    objects = LoanSet.as_manager()

    class Meta:
        ordering: ClassVar = ["home__path", "person__pinyin", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["team", "person"],
                condition=~Q(state="released"),
                name="lent_to_a_team_once",
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=1, percent__lte=100), name="lent_for_1_to_100_percent"
            ),
        ]
