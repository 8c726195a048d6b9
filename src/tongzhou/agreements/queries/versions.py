"""Which versions a collaboration has."""

from typing import Any
from uuid import UUID

from django.db.models import F, Q

from tongzhou.agreements.models import Objection, Seat, Version
from tongzhou.agreements.states import VERSION
from tongzhou.org.models import Department


def current(collaboration: UUID) -> Version | None:
    """What is being signed, else what is in force, else the last one there was."""
    versions = Version.objects.filter(collaboration=collaboration).filter(
        Q(state__in=("circulating", "in_force")) | Q(change=None)
    )
    rank = {"circulating": 0, "in_force": 1}
    found = versions.select_related(
        "collaboration__department", "collaboration__person_in_charge", "change__base",
        "change__by", "circulated_by",
    )  # fmt: skip
    return min(found, key=lambda one: (rank.get(one.state, 2), -one.number), default=None)


def history(collaboration: UUID) -> list[dict[str, Any]]:
    """Every version of a collaboration, newest first, with the label and tone of its state."""
    rows = Version.objects.filter(collaboration=collaboration).values(
        "id", "number", "state", "circulated_at", "in_force_at", change_number=F("change__number")
    )
    return [row | _shown(row["state"]) for row in rows.order_by("-number")]


def _shown(state: str) -> dict[str, Any]:
    known = VERSION.state(state)
    return {"label": known.label, "tone": known.tone}


def seated(version: Version, department: UUID) -> Department | None:
    """The department if it has a seat in this version."""
    seats = Seat.objects.filter(row__version=version).values("department")
    found = Department.objects.filter(pk__in=seats, pk=department)
    return found.select_related("head", "deputy").first()


def objection_to(version: Version) -> Objection | None:
    """Why it was not signed, when a head said so."""
    objections = Objection.objects.filter(version=version)
    return objections.select_related("person", "department").first()
