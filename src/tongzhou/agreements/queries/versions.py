"""Which versions a collaboration has."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tongzhou.agreements.models import Objection, Seat, Version
from tongzhou.agreements.states import VERSION
from tongzhou.org.models import Department, Person


def all_of(collaboration: UUID) -> list[Version]:
    """Newest first, with what their pages say of them."""
    return list(_whole(Version.objects.filter(collaboration=collaboration)))


def seen_beside(version: UUID, person: Person) -> list[Version]:
    """This version and all others of its collaboration; nothing where it may not be seen."""
    seen = Version.objects.visible_to(person)
    return list(_whole(seen.filter(collaboration__versions=version)))


def _whole(versions: QuerySet[Version]) -> QuerySet[Version]:
    return versions.order_by("-number").select_related(
        "collaboration__department", "collaboration__person_in_charge", "change__base",
        "change__by", "circulated_by",
    )  # fmt: skip


def current(versions: list[Version]) -> Version | None:
    """What is being signed, else what is in force, else the last one there was."""
    rank = {"circulating": 0, "in_force": 1}
    found = [one for one in versions if one.state in rank or one.change_id is None]
    return min(found, key=lambda one: (rank.get(one.state, 2), -one.number), default=None)


def history(versions: list[Version]) -> list[dict[str, Any]]:
    """Every version of a collaboration, with the label and tone of its state."""
    return [_shown(one) for one in versions]


def _shown(version: Version) -> dict[str, Any]:
    state = VERSION.state(version.state)
    return {
        "id": version.pk,
        "number": version.number,
        "state": version.state,
        "label": state.label,
        "tone": state.tone,
        "circulated_at": version.circulated_at,
        "in_force_at": version.in_force_at,
        "change_number": version.change.number if version.change else None,
    }


def seated(version: Version, department: UUID) -> Department | None:
    """The department if it has a seat in this version."""
    seats = Seat.objects.filter(row__version=version).values("department")
    found = Department.objects.filter(pk__in=seats, pk=department)
    return found.select_related("head", "deputy").first()


def objection_to(version: Version) -> Objection | None:
    """Why it was not signed, when a head said so."""
    objections = Objection.objects.filter(version=version)
    return objections.select_related("person", "department").first()
