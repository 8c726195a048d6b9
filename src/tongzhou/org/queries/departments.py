"""Departments: the tree, what is below, who speaks for them."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, F, Q

from tongzhou.org.models import Department, Liaison, Person
from tongzhou.org.queries.rows import Row, Rows


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


def children_of(department: Department) -> Rows:
    return (
        Department.objects.filter(parent=department)
        .annotate(count=Count("people", filter=Q(people__is_active=True)))
        .order_by("position", "path")
        .values("id", "name", "hue", "count", head_name=F("head__name"))
    )


def _in_order(rows: list[Row]) -> list[Row]:
    """Depth first; among siblings by `position`, so that the administrator's order shows."""
    rank = {row["path"]: (row["position"], row["path"]) for row in rows}

    def key(row: Row) -> list[tuple[int, str]]:
        codes = row["path"].strip("/").split("/")
        above = ("/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes)))
        return [rank[path] for path in above]

    return sorted(rows, key=key)
