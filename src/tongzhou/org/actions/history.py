"""What ends is kept with its dates, before the row that stood for it changes.

What began and ended at the same moment never was, and leaves no trace here.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from tongzhou.core import clock
from tongzhou.org.models import (
    Department,
    FormerHome,
    FormerName,
    FormerPlace,
    FormerSeat,
    Liaison,
    Person,
)


def keep_name(department: Department) -> None:
    """The department still has the name and seal that end now."""
    since = _last(department.former_names.all()) or department.founded_at
    if _was(since):
        FormerName.objects.create(
            department=department, name=department.name, seal=department.seal,
            since=since, until=clock.now(),
        )  # fmt: skip


def keep_place(department: Department) -> None:
    since = _last(department.former_places.all()) or department.founded_at
    if _was(since):
        FormerPlace.objects.create(
            department=department, parent_id=department.parent_id, since=since, until=clock.now()
        )


def keep_seat(department: Department, role: str) -> None:
    """`role` is head or deputy; a vacancy is kept as well."""
    since = _last(department.former_seats.filter(role=role)) or department.founded_at
    if _was(since):
        FormerSeat.objects.create(
            department=department, role=role, person_id=getattr(department, f"{role}_id"),
            acting=role == "head" and department.acting_until is not None,
            since=since, until=clock.now(),
        )  # fmt: skip


def keep_liaisons(liaisons: Iterable[Liaison]) -> None:
    FormerSeat.objects.bulk_create(
        FormerSeat(
            department_id=one.department_id, person_id=one.person_id, role="liaison",
            since=one.since, until=clock.now(),
        )
        for one in liaisons
        if _was(one.since)
    )  # fmt: skip


def keep_home(*people: Person) -> None:
    """Each still has the department that ends now."""
    since = _homes_since([person.pk for person in people])
    FormerHome.objects.bulk_create(
        FormerHome(
            person=person, department_id=person.department_id,
            since=since.get(person.pk), until=clock.now(),
        )
        for person in people
        if _was(since.get(person.pk))
    )  # fmt: skip


def _homes_since(people: list[UUID]) -> dict[UUID, datetime]:
    rows = FormerHome.objects.filter(person__in=people).order_by().values("person")
    return dict(rows.annotate(last=Max("until")).values_list("person", "last"))


def _last(rows: object) -> datetime | None:
    last: datetime | None = rows.aggregate(last=Max("until"))["last"]  # type: ignore[attr-defined]
    return last


def _was(since: datetime | None) -> bool:
    return since is None or since < clock.now()
