"""The company as the bulk sees it: who leads, who speaks, who works where."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from tongzhou.collaborations.models import NumberSeries
from tongzhou.core import clock
from tongzhou.demo.company import CENTRES, Company
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Liaison, Person


class House:
    def __init__(self, company: Company, now: datetime) -> None:
        self.now = now
        self.calendar = calendar()
        fresh = Department.objects.select_related("head", "deputy").order_by("position", "path")
        self.departments = {one.pk: one for one in fresh}
        self.working = [one for one in self.departments.values() if one.code not in CENTRES]
        self._people: dict[UUID, list[Person]] = {}
        for person in company.people.values():
            if not (person.is_administrator or person.is_auditor):
                self._people.setdefault(person.department_id, []).append(person)
        rows = Liaison.objects.select_related("person").order_by("-position", "-id")
        self._liaisons = {row.department_id: row.person for row in rows}
        self._numbers: Counter[int] = Counter()

    def liaison(self, department: Department) -> Person:
        return self._liaisons[department.pk]

    def head(self, department: Department) -> Person:
        assert department.head
        return department.head

    def lead(self, department: Department, place: int) -> Person:
        """Who answers for a row: the head or one of the group leaders, one for six people."""
        people = self._people[department.pk]
        leaders = [self.head(department), *people[6::6]]
        return leaders[place % len(leaders)]

    def member(self, department: Department, place: int) -> Person:
        """Everybody in turn."""
        people = self._people[department.pk]
        return people[place % len(people)]

    def number(self, drafted: datetime) -> str:
        year = drafted.astimezone(clock.zone()).year
        self._numbers[year] += 1
        return f"协-{year}-{self._numbers[year]:04d}"

    def keep_numbers(self) -> None:
        for year, last in self._numbers.items():
            NumberSeries.objects.update_or_create(year=year, defaults={"last": last})
