"""One script of the demonstration on its way through the stages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.core import clock
from tongzhou.demo.company import Company
from tongzhou.demo.scripts import Part, Script
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Person
from tongzhou.plans.models import Task

STAGES = ("draft", "asking", "dividing", "signing", "delivering", "accepting", "reviewing", "archived")  # fmt: skip
Scenes = Iterator[datetime]
"""Yields when the next scene plays, and plays it when it is asked for the one after."""


def ago(today: datetime, days: int, *, at: int = 10) -> datetime:
    """A working day about `days` ago, never later than today."""
    day = calendar().next_working_day((today - timedelta(days=days)).date())
    return min(datetime.combine(day, time(at), tzinfo=clock.zone()), today)


@dataclass
class Played:
    """A script on its way."""

    company: Company
    script: Script
    today: datetime
    case: Collaboration = field(init=False)
    latest: datetime | None = None
    asks: list[Ask] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)

    def department(self, code: str) -> Department:
        return Department.objects.select_related("head").get(code=code)

    def liaison(self, code: str) -> Person:
        first = self.department(code).liaisons.select_related("person").first()
        return first.person if first else self.head(code)

    def head(self, code: str) -> Person:
        head = self.department(code).head
        assert head is not None
        return head

    @property
    def initiator(self) -> Person:
        named = self.script.in_charge
        return self.company.people[named] if named else self.liaison(self.script.department)

    def day(self, days: int) -> datetime:
        """`days` after the script started, at ten, on a working day."""
        day = (self.today - timedelta(days=self.script.started - days)).date()
        return datetime.combine(calendar().next_working_day(day), time(10), tzinfo=clock.zone())

    def moment(self, days: int, hours: int = 0) -> datetime:
        """When the next scene plays: never before the one before, never later than today."""
        wanted = self.day(days) + timedelta(hours=hours)
        self.latest = min(max(wanted, self.latest or wanted), self.today)
        return self.latest

    def after(self, hours: int) -> datetime:
        """That long after the scene before, which may have been later than its day began."""
        self.latest = min((self.latest or self.today) + timedelta(hours=hours), self.today)
        return self.latest

    def date(self, days: int) -> date:
        return self.day(days).date()

    @property
    def codes(self) -> list[str]:
        """Of the departments, in the order of the rows of the table."""
        return [self.script.department, *(part.department for part in self.script.parts)]

    @property
    def carriers(self) -> list[Person]:
        """Of the rows of the table: who is in charge carries the own one."""
        return [self.initiator, *map(self.answering, self.script.parts)]

    def answering(self, part: Part) -> Person:
        return self.company.people[part.by] if part.by else self.liaison(part.department)

    def reaches(self, stage: str) -> bool:
        return STAGES.index(self.script.stage) >= STAGES.index(stage)
