"""The views of a table a person may choose from, and how the table is arranged now: one query."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from tongzhou.collaborations.models import Collaboration
from tongzhou.org.models import Person
from tongzhou.org.reading import read_by
from tongzhou.plans.arrangement import Arrangement, arrangement
from tongzhou.plans.models import PlanView


@dataclass(frozen=True, slots=True)
class Kept:
    id: UUID
    name: str
    is_shared: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Views:
    """`current` is the view in the address, which stands for the person's own layout."""

    how: Arrangement
    kept: tuple[Kept, ...]
    current: str = ""


def views_of(collaboration: Collaboration, person: Person, query: Mapping[str, str]) -> Views:
    found = _standing(person, collaboration.pk)
    chosen = next((one for one in found if one.name and str(one.pk) == query.get("view")), None)
    own = next((one for one in found if not one.name and one.person_id == person.pk), None)
    base = chosen or own
    return Views(
        how=arrangement(query, otherwise=base.query if base else ""),
        kept=tuple(
            Kept(one.pk, one.name, one.shared_at is not None, one.person_id == person.pk)
            for one in found
            if one.name
        ),
        current=str(chosen.pk) if chosen else "",
    )


@read_by
def _standing(person: Person, collaboration: UUID) -> QuerySet[PlanView]:
    return PlanView.objects.visible_to(person).standing().filter(collaboration=collaboration)
