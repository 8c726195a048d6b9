"""Departments: the tree of today or of a day, what is found by name, who speaks for them."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Replace

from tongzhou.org.models import (
    ActingHead,
    Department,
    DepartmentMeasure,
    DepartmentProfile,
    FormerName,
    LeadTime,
    Liaison,
    Person,
)
from tongzhou.org.queries.past import Past
from tongzhou.org.queries.rows import Row, Rows

MANY = 150
"""More departments than this: the tree is shown down to its third level."""
LEVELS = 3
LONGEST_TEXT = 60


@dataclass
class Branch:
    """A department in the tree; `people` are its own, `total` with everything below."""

    id: UUID
    name: str
    hue: int
    parent_id: UUID | None
    head: str | None
    head_id: UUID | None
    deputy: str | None
    people: int
    acting_until: date | None = None
    head_left: bool = False
    response_hours: int | None = None
    liaisons: list[Row] = field(default_factory=list)
    below: list["Branch"] = field(default_factory=list)
    total: int = 0
    beyond: int = 0
    """How many departments further down are not shown."""


@dataclass(frozen=True)
class Company:
    """The whole tree, its size and its people."""

    roots: list[Branch]
    departments: int
    people: int
    vacant: int


def company_today(*, by: Person) -> Company:
    """Siblings in their own order; two questions."""
    rows = (
        Department.objects.visible_to(by).living().order_by("position", "path")
        .annotate(count=_working_in())
        .values(
            "id", "name", "hue", "parent_id", "response_hours", "head_id", "count",
            "acting_until", head_name=F("head__name"), deputy_name=F("deputy__name"),
            head_stays=F("head__is_active"),
        )
    )  # fmt: skip
    liaisons = liaisons_by_department()
    return _company(
        Branch(
            id=row["id"], name=row["name"], hue=row["hue"], parent_id=row["parent_id"],
            head=row["head_name"], head_id=row["head_id"], deputy=row["deputy_name"],
            people=row["count"], acting_until=row["acting_until"],
            head_left=row["head_stays"] is False,
            response_hours=row["response_hours"], liaisons=liaisons[row["id"]],
        )
        for row in rows
    )  # fmt: skip


def _working_in() -> Coalesce:
    """Counted by itself: joined, every person would be sorted by every column of a department."""
    here = Person.objects.active().filter(department=OuterRef("pk")).order_by()
    counted = here.values("department").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def company_on(day: date) -> Company:
    """As it was when that day ended."""
    past = Past(day)
    return _company(
        Branch(
            id=one.id, name=one.name, hue=one.hue, parent_id=one.parent_id, head=one.head,
            head_id=one.head_id, deputy=one.deputy, people=one.people,
            acting_until=past.acting_until(one.id), liaisons=one.liaisons,
        )
        for one in past.departments
    )  # fmt: skip


def _company(branches: Iterable[Branch]) -> Company:
    found = {branch.id: branch for branch in branches}
    roots: list[Branch] = []
    for branch in found.values():
        above = found.get(branch.parent_id) if branch.parent_id else None
        (above.below if above else roots).append(branch)
    for root in roots:
        _sum_up(root)
        if len(found) > MANY:
            _cut(root, LEVELS)
    return Company(
        roots=roots,
        departments=len(found),
        people=sum(branch.people for branch in found.values()),
        vacant=sum(one.head_id is None or one.head_left for one in found.values()),
    )


def _sum_up(branch: Branch) -> int:
    branch.total = branch.people + sum(map(_sum_up, branch.below))
    return branch.total


def _cut(branch: Branch, levels: int) -> None:
    if levels == 1:
        branch.beyond, branch.below = _size(branch) - 1, []
    for child in branch.below:
        _cut(child, levels - 1)


def _size(branch: Branch) -> int:
    return 1 + sum(map(_size, branch.below))


def departments_matching(text: str, *, by: Person) -> list[Row]:
    """By part of the name, a former name, pinyin, initials or code; also dissolved ones."""
    typed = "".join(unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).lower().split())
    former = FormerName.objects.filter(name__icontains=typed).values("department")
    sounds = Replace("pinyin", Value(" "), Value(""))
    found = Department.objects.visible_to(by).alias(sounds=sounds).filter(
        Q(name__icontains=typed) | Q(sounds__contains=typed) | Q(initials__contains=typed)
        | Q(code__startswith=typed) | Q(pk__in=former)
    )  # fmt: skip
    rows = list(
        found.order_by(F("dissolved_at").asc(nulls_first=True), "position", "path").values(
            "id", "name", "hue", "acting_until", "head_id", "dissolved_at",
            above=F("parent__name"), head_name=F("head__name"), heir=F("successor__name"),
        )[:50]
    )  # fmt: skip
    aliases = aliases_of(*(row["id"] for row in rows))
    return [{**row, "aliases": aliases[row["id"]]} for row in rows]


def aliases_of(*departments: UUID) -> defaultdict[UUID, list[str]]:
    """曾用名, the latest first."""
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    rows = FormerName.objects.filter(department__in=departments).select_related("department")
    for row in rows.order_by("-until"):
        if row.name not in (row.department.name, *found[row.department_id]):
            found[row.department_id].append(row.name)
    return found


def liaisons_by_department(*only: Department) -> defaultdict[UUID, list[Row]]:
    """Each department's liaisons as rows with person_id and name."""
    found: defaultdict[UUID, list[Row]] = defaultdict(list)
    rows = Liaison.objects.filter(department__in=only) if only else Liaison.objects.all()
    for row in rows.values("department_id", "person_id", name=F("person__name")):
        found[row["department_id"]].append(row)
    return found


def children_of(department: Department) -> Rows:
    return (
        Department.objects.living().filter(parent=department)
        .annotate(count=_working_in())
        .order_by("position", "path")
        .values("id", "name", "hue", "count", "acting_until", head_name=F("head__name"))
    )  # fmt: skip


def acting_to_come(department: Department) -> QuerySet[ActingHead]:
    """Who will act as head from a later day on."""
    rows = department.acting_heads.open().filter(started_at=None)
    return rows.select_related("person").order_by("since")


def profile_of(department: Department) -> DepartmentProfile | None:
    return DepartmentProfile.objects.filter(department=department).first()


def profiles_of(departments: Iterable[Department]) -> QuerySet[DepartmentProfile]:
    return DepartmentProfile.objects.filter(department__in=list(departments))


def measured_and_timed(departments: Collection[Department]) -> dict[UUID, list[str]]:
    """What each is judged by and what takes how long there, as text; two queries."""
    found: dict[UUID, list[str]] = defaultdict(list)
    for key, name, target in DepartmentMeasure.objects.filter(
        department__in=departments
    ).values_list("department", "name", "target"):
        found[key].append(f"{name} {target}".strip())
    timed = LeadTime.objects.filter(department__in=departments)
    for key, work in timed.values_list("department", "work"):
        found[key].append(work)
    return found
