"""What the pages about the organisation need, in a bounded number of queries."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Replace
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.prepared import Prepared
from tongzhou.org.calendars import bundled
from tongzhou.org.models import CalendarDay, Delegation, Department, Liaison, Person, Token

MOST_MATCHES = 20
LONGEST_TEXT = 60
Row = Mapping[str, Any]
Rows = QuerySet[Any, Row]


def names_of(ids: Iterable[UUID | str]) -> dict[str, str]:
    """Names of people and departments by their ids as text; unknown ids are absent."""
    wanted = tuple({UUID(str(one)) for one in ids})
    found = [*_names_of_people(wanted), *_names_of_departments(wanted)]
    return {str(pk): name for pk, name in found}


@Prepared
def _names_of_people(keys: tuple[UUID, ...]) -> QuerySet[Person, Any]:
    return Person.objects.filter(pk__in=keys).order_by().values_list("pk", "name")


@Prepared
def _names_of_departments(keys: tuple[UUID, ...]) -> QuerySet[Department, Any]:
    return Department.objects.filter(pk__in=keys).order_by().values_list("pk", "name")


def people_matching(text: str, *, by: Person, limit: int = MOST_MATCHES) -> Rows:
    """Active people by part of the name, by pinyin or by initials; the own department first.

    Rows with id, name, title, hue and the department's name, which tells namesakes apart.
    """
    typed = "".join(unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).lower().split())
    sounds = Replace("pinyin", Value(" "), Value(""))
    found = Person.objects.visible_to(by).active().alias(sounds=sounds)
    if typed:
        found = found.filter(
            Q(name__icontains=typed)
            | Q(sounds__startswith=typed)
            | Q(initials__startswith=typed)
            | Q(login__startswith=typed)
        )
    near = Case(
        When(name__iexact=typed, then=0),
        When(department=by.department_id, then=1),
        default=2,
        output_field=IntegerField(),
    )
    rows: Rows = found.order_by(near, "pinyin", "login").values(
        "id", "name", "title", department_name=F("department__name"), hue=F("department__hue")
    )
    return rows[:limit]


@dataclass
class Branch:
    """A department as a line of the tree."""

    id: UUID
    name: str
    hue: int
    depth: int
    response_hours: int
    head: str | None
    head_id: UUID | None
    deputy: str | None
    deputy_id: UUID | None
    people: int
    liaisons: list[Row] = field(default_factory=list)


def department_tree(*, by: Person) -> list[Branch]:
    """All departments from the root down, siblings in their own order; two queries."""
    rows = (
        Department.objects.visible_to(by)
        .annotate(count=Count("people", filter=Q(people__is_active=True)))
        .values(
            "id", "name", "hue", "path", "position", "response_hours", "head_id", "deputy_id",
            "count", head_name=F("head__name"), deputy_name=F("deputy__name"),
        )
    )  # fmt: skip
    liaisons = liaisons_by_department()
    return [
        Branch(
            id=row["id"], name=row["name"], hue=row["hue"], depth=row["path"].count("/") - 2,
            response_hours=row["response_hours"], head=row["head_name"], head_id=row["head_id"],
            deputy=row["deputy_name"], deputy_id=row["deputy_id"], people=row["count"],
            liaisons=liaisons[row["id"]],
        )
        for row in _in_order(list(rows))
    ]  # fmt: skip


def liaisons_by_department(*only: Department) -> defaultdict[UUID, list[Row]]:
    """Each department's liaisons as rows with person_id and name."""
    found: defaultdict[UUID, list[Row]] = defaultdict(list)
    rows = Liaison.objects.filter(department__in=only) if only else Liaison.objects.all()
    for row in rows.values("department_id", "person_id", name=F("person__name")):
        found[row["department_id"]].append(row)
    return found


def people_of(department: Department) -> Rows:
    """Active people of the department itself, by pinyin."""
    rows: Rows = Person.objects.active().filter(department=department)
    return rows.values("id", "name", "title")


def children_of(department: Department) -> Rows:
    return (
        Department.objects.filter(parent=department)
        .annotate(count=Count("people", filter=Q(people__is_active=True)))
        .order_by("position", "path")
        .values("id", "name", "hue", "count", head_name=F("head__name"))
    )


def seats_of(person: Person) -> list[tuple[str, list[Department]]]:
    """The seats a person fills, each with its departments; two queries."""
    mine = Q(head=person) | Q(deputy=person)
    led = list(Department.objects.filter(mine))
    seats = [
        (str(_("Department head")), [one for one in led if one.head_id == person.pk]),
        (str(_("Deputy head")), [one for one in led if one.deputy_id == person.pk]),
        (str(_("Liaison")), list(Department.objects.filter(liaisons__person=person))),
    ]
    return [(label, departments) for label, departments in seats if departments]


def delegations_of(person: Person) -> QuerySet[Delegation]:
    """Current and coming ones, in both directions."""
    both = Delegation.objects.filter(Q(person=person) | Q(delegate=person))
    open_ones = both.filter(ended_at=None, until__gte=clock.today())
    return open_ones.select_related("person", "delegate").order_by("since")


def tokens_of(person: Person) -> QuerySet[Token]:
    """Those that still open a door, newest first."""
    return Token.objects.visible_to(person).filter(revoked_at=None)


@dataclass(frozen=True)
class SpecialDay:
    """A day that is not what its weekday says; `is_own` when the organisation decided it."""

    day: date
    is_working: bool
    name: str
    is_own: bool


def special_days(year: int) -> list[SpecialDay]:
    own = {row.day: row for row in CalendarDay.objects.filter(day__year=year)}
    public = {day: fact for day, fact in bundled().items() if day.year == year}
    found = [SpecialDay(day, *fact, is_own=False) for day, fact in public.items() if day not in own]
    found += [SpecialDay(row.day, row.is_working, row.name, is_own=True) for row in own.values()]
    return sorted(found, key=lambda special: special.day)


def _in_order(rows: list[Row]) -> list[Row]:
    """Depth first; among siblings by `position`, so that the administrator's order shows."""
    rank = {row["path"]: (row["position"], row["path"]) for row in rows}

    def key(row: Row) -> list[tuple[int, str]]:
        codes = row["path"].strip("/").split("/")
        above = ("/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes)))
        return [rank[path] for path in above]

    return sorted(rows, key=key)
