"""What the cells of a collaboration may name."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import Q

from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.core import clock
from tongzhou.org.models import Department, Person
from tongzhou.plans.cells import COLUMNS, Choices, Named, is_own
from tongzhou.plans.models import Task
from tongzhou.plans.queries.desks import Desk, all_desks
from tongzhou.plans.queries.fields import readers

SHOWN = 400
"""More names than this are not put into a page; they can still be typed."""


def choices(collaboration: Collaboration, *, parties: Sequence[str] | None = None) -> Choices:
    """Everything a cell may name; `parties` are the paths of those taking part, if known."""
    wanted = collaboration.wanted_date
    return replace(
        names(paths_of_parties(collaboration) if parties is None else parties),
        numbers=_numbers(collaboration),
        asks=_asks(collaboration),
        year=wanted.year if wanted else clock.today().year,
    )


def choices_for(collaboration: Collaboration, column: str) -> Choices:
    """Only what a cell of this column may name: most need to ask nothing."""
    if is_own(column):
        return Choices(own=readers())
    match COLUMNS[column].kind:
        case "person" | "people" | "department" | "departments":
            return names(paths_of_parties(collaboration))
        case "select":
            return Choices(asks=_asks(collaboration))
        case _ if column == "waits_for":
            return Choices(numbers=_numbers(collaboration))
        case _:
            wanted = collaboration.wanted_date
            return Choices(year=wanted.year if wanted else clock.today().year)


def names(
    parties: Sequence[str], *, most: int | None = None, among: Sequence[Desk] | None = None
) -> Choices:
    """People and departments alone, for menus; `parties` are the paths of those taking part."""
    departments = all_desks() if among is None else among
    return Choices(
        people=tuple(_people(parties, most)),
        departments=tuple(Named(desk.id, desk.name, (desk.code,)) for desk in departments),
    )


def menus(parties: Iterable[UUID]) -> Choices:
    """People and departments for the menus of a collaboration of these departments.

    Dissolved ones can still be typed, where a row keeps their name, and are not offered.
    """
    known, taking_part = all_desks(), set(parties)
    living = [desk for desk in known if desk.dissolved_at is None]
    return names([desk.path for desk in known if desk.id in taking_part], among=living)


def agreed(collaboration: Collaboration) -> list[tuple[UUID, str]]:
    """What a row may be the promise of."""
    rows = Ask.objects.filter(collaboration=collaboration, state="agreed")
    return list(rows.values_list("id", "agreed_what"))


def paths_of_parties(collaboration: Collaboration) -> list[str]:
    return list(collaboration.parties.values_list("department__path", flat=True))


def _people(parties: Iterable[str], most: int | None) -> Iterable[Named]:
    theirs, headed = Q(pk__in=[]), Q(pk__in=[])
    for path in parties:
        theirs |= Q(department__path__startswith=path)
        headed |= Q(path=path)
    heads = Department.objects.filter(headed)
    people = Person.objects.active().filter(
        theirs | Q(pk__in=heads.values("head")) | Q(pk__in=heads.values("deputy"))
    )
    rows = people.values_list("id", "name", "department__name", "login")[:most]
    return [Named(key, name, (department, login)) for key, name, department, login in rows]


def _numbers(collaboration: Collaboration) -> dict[int, UUID]:
    rows = Task.objects.standing().filter(collaboration=collaboration)
    return dict(rows.values_list("number", "id"))


def _asks(collaboration: Collaboration) -> frozenset[UUID]:
    rows = Ask.objects.filter(collaboration=collaboration, state="agreed")
    return frozenset(rows.values_list("id", flat=True))
