"""The organisation as it was at the end of a day, and names as they were at a moment."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, F, Q

from tongzhou.core import clock
from tongzhou.journal.models import Entry
from tongzhou.org.models import (
    ActingHead,
    Department,
    FormerHome,
    FormerName,
    FormerPlace,
    FormerSeat,
    Liaison,
    Person,
)
from tongzhou.org.queries.rows import Row


@dataclass
class Then:
    """One department on that day."""

    id: UUID
    name: str
    hue: int
    position: int
    parent_id: UUID | None
    head_id: UUID | None
    head: str | None
    deputy_id: UUID | None
    deputy: str | None
    people: int = 0
    liaisons: list[Row] = field(default_factory=list)


class Past:
    """Nine questions for any number of departments."""

    def __init__(self, day: date) -> None:
        self.day = day
        midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=clock.zone())
        self.moment = midnight - timedelta(microseconds=1)
        self.acting = self._acting()
        self.departments = self._departments()

    def acting_until(self, department: UUID) -> date | None:
        """The last planned day of whoever only acted as head."""
        return self.acting.get(department)

    def _acting(self) -> dict[UUID, date]:
        rows = ActingHead.objects.filter(started_at__lte=self.moment)
        current = rows.filter(Q(ended_at=None) | Q(ended_at__gt=self.moment))
        return dict(current.values_list("department", "until"))

    def _departments(self) -> list[Then]:
        former = FormerName.objects.at(self.moment)
        names: dict[UUID, str] = dict(former.values_list("department", "name"))
        places = dict(FormerPlace.objects.at(self.moment).values_list("department", "parent"))
        seats = self._seats()
        liaisons, people = self._liaisons(), self._people()
        found = []
        for row in self._rows():
            key = row["id"]
            head = seats.get((key, "head"), (row["head_id"], row["head_name"]))
            deputy = seats.get((key, "deputy"), (row["deputy_id"], row["deputy_name"]))
            found.append(
                Then(
                    key, str(names.get(key, row["name"])), row["hue"], row["position"],
                    places.get(key, row["parent_id"]), *head, *deputy,
                    people[key], liaisons[key],
                )
            )  # fmt: skip
        return found

    def _rows(self) -> Iterable[Row]:
        there = Department.objects.filter(
            Q(founded_at=None) | Q(founded_at__lte=self.moment),
            Q(dissolved_at=None) | Q(dissolved_at__gt=self.moment),
        )
        return there.order_by("position", "path").values(
            "id", "name", "hue", "position", "parent_id", "head_id", "deputy_id",
            head_name=F("head__name"), deputy_name=F("deputy__name"),
        )  # fmt: skip

    def _seats(self) -> dict[tuple[UUID, str], tuple[UUID | None, str | None]]:
        rows = FormerSeat.objects.at(self.moment).exclude(role="liaison")
        return {
            (department, role): (person, name)
            for department, role, person, name in rows.values_list(
                "department", "role", "person", "person__name"
            )
        }

    def _liaisons(self) -> defaultdict[UUID, list[Row]]:
        found: defaultdict[UUID, list[Row]] = defaultdict(list)
        present = Liaison.objects.filter(Q(since=None) | Q(since__lte=self.moment))
        former = FormerSeat.objects.at(self.moment).filter(role="liaison").order_by("since", "id")
        for rows in (present, former):
            for row in rows.values("department_id", "person_id", name=F("person__name")):
                found[row["department_id"]].append(row)
        return found

    def _people(self) -> Counter[UUID]:
        """Today's numbers, with those put back who came, left or moved since."""
        kinds = ("person.created", "person.left", "person.returned")
        later = Entry.objects.filter(at__gt=self.moment, kind__in=kinds)
        was = {
            subject: kind == "person.left"
            for subject, kind in later.order_by("-seq").values_list("subject", "kind")
        }
        moved = FormerHome.objects.at(self.moment)
        homes = dict(moved.values_list("person", "department"))
        own = Person.objects.active().order_by().values_list("department")
        people = Counter(dict(own.annotate(Count("pk"))))
        touched = Q(pk__in=later.values("subject")) | Q(pk__in=moved.values("person"))
        rows = Person.objects.filter(touched).order_by()
        for key, home, active in rows.values_list("pk", "department", "is_active"):
            people[home] -= active
            people[homes.get(key, home)] += was.get(key, active)
        return people


@dataclass(frozen=True, slots=True)
class NameThen:
    name: str
    seal: str


class NamesThen:
    """How departments were called at a moment, e.g. when somebody signed for them.

    Asks nothing where no department was ever renamed, otherwise once.
    """

    def __init__(self, departments: Iterable[Department]) -> None:
        self.today = {one.pk: one for one in departments}
        renamed = [one.pk for one in self.today.values() if one.renamed_at]
        self.former: defaultdict[UUID, list[FormerName]] = defaultdict(list)
        if renamed:
            for row in FormerName.objects.filter(department__in=renamed).order_by("until"):
                self.former[row.department_id].append(row)

    def at(self, department: UUID, moment: datetime) -> NameThen:
        for former in self.former[department]:
            if former.until > moment:
                return NameThen(former.name, former.seal)
        today = self.today[department]
        return NameThen(today.name, today.seal)
