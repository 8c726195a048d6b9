"""What the pages about virtual teams need."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet, Sum

from tongzhou.core import clock
from tongzhou.org.calendars import calendar
from tongzhou.org.hierarchy import common_superior, stands_for
from tongzhou.org.models import Department, Person
from tongzhou.org.reading import counted_by, read_by
from tongzhou.teams.models import Loan, Team
from tongzhou.teams.states import GOING

ON_PAGE = 30
WARNED = 5
"""Working days before the last one."""


def teams_page(person: Person, *, over: bool, number: str = "1") -> Page[Team]:
    teams = Team.objects.visible_to(person).select_related("leader__department")
    teams = teams.filter(state="ended") if over else teams.exclude(state="ended")
    signed = Count("loans", filter=Q(loans__state="signed"))
    asked = Count("loans", filter=Q(loans__state="asked"))
    return Paginator(
        teams.annotate(signed=signed, asked=asked).order_by("until", "id"), ON_PAGE
    ).get_page(number)


def loans_of(team: Team) -> list[Loan]:
    rows = team.loans.exclude(state="released")
    return list(rows.select_related("person", "home__head", "decided_by", "decided_for"))


def shares_of(people: Iterable[UUID]) -> dict[UUID, int]:
    """By person: percent of the working time that is lent today, all teams together."""
    held = Loan.objects.binding(clock.today()).filter(person__in=list(people)).order_by()
    rows = held.values("person").annotate(all=Sum("percent"))
    return defaultdict(int, {row["person"]: row["all"] for row in rows})


def _loans_waiting_for(person: Person) -> QuerySet[Loan]:
    """What waits for this person's signature as head, deputy or a head's delegate."""
    heads = [one.pk for one in stands_for(person)]
    mine = Q(home__head__in=heads) | Q(home__deputy=person)
    waiting = Loan.objects.visible_to(person).filter(mine, state="asked", team__state__in=GOING)
    return waiting.select_related("team__leader", "person", "home").order_by("asked_at", "id")


loans_waiting_for = read_by(_loans_waiting_for)


@counted_by
def loans_waiting_count(person: Person) -> QuerySet[Loan, Any]:
    return _loans_waiting_for(person).order_by().values_list("pk")


def teams_of(person: Person, *, by: Person) -> QuerySet[Loan]:
    """Where somebody is lent now."""
    held = Loan.objects.visible_to(by).filter(pk__in=Loan.objects.binding(clock.today()))
    return held.filter(person=person).select_related("team")


def superior_of(team: Team) -> Person | None:
    """Whom a team's dispute reaches: the lowest superior of the leader and all home departments."""
    homes = Department.objects.filter(lends__team=team, lends__state__in=["asked", "signed"])
    departments = {one.pk: one for one in (*homes, team.leader.department)}
    return common_superior(departments.values(), not_among=[team.leader])


def leader_among(people: Collection[Person]) -> Person | None:
    """Whose decision right covers a problem between them: the leader of a team all of them are in."""
    today = clock.today()
    teams = Team.objects.filter(
        state__in=("active", "renewing"), leader_rules=True, since__lte=today, until__gte=today
    )
    for person in people:
        lent = Loan.objects.binding(today).filter(person=person, until__isnull=False)
        teams = teams.filter(Q(leader=person) | Q(loans__in=lent))
    team = teams.select_related("leader__department").order_by("created_at").first()
    return team.leader if team and team.leader.is_active else None


def over() -> QuerySet[Team]:
    return Team.objects.going().filter(until__lt=clock.today())


def soon_over() -> QuerySet[Team]:
    last = calendar().add_working_days(clock.today(), WARNED)
    return Team.objects.filter(state="active", reminded_at=None, until__lte=last)


def unanswered() -> list[Loan]:
    """Those the home department has had for longer than it promises to answer in."""
    asked = Loan.objects.filter(state="asked", reminded_at=None, team__state__in=GOING)
    return [one for one in asked.select_related("home") if answer_due(one) < clock.now()]


def answer_due(loan: Loan) -> datetime:
    assert loan.asked_at
    return calendar().add_working_hours(loan.asked_at, loan.home.response_hours)
