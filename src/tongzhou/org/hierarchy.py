"""Where a person stands: own departments, everything below them, and who is above two sides."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from tongzhou.core import clock
from tongzhou.core.prepared import Prepared
from tongzhou.org.models import Delegation, Department, Liaison, Person


def roots_of(person: Person) -> list[str]:
    """Paths of the subtrees whose matters a person sees; an auditor sees the whole tree."""
    return person.remembered("roots", lambda: _roots(person))


def stands_for(person: Person) -> list[Person]:
    """The person and everybody whose delegate the person is today (one step, never a chain)."""
    return person.remembered("stands_for", lambda: _stands_for(person))


def ancestors(department: Department) -> list[Department]:
    """From the root down to the department itself."""
    return _at(_prefixes(department.path))


def common_superior(
    departments: Iterable[Department], *, not_among: Iterable[Person] = ()
) -> Person | None:
    """The head of the lowest department above all of them, skipping vacancies and `not_among`.

    None when even the root has no head who is not one of those.
    """
    chains = [_prefixes(department.path) for department in departments]
    excluded = {person.pk for person in not_among}
    shared = [step[0] for step in zip(*chains, strict=False) if len(set(step)) == 1]
    for department in reversed(_at(shared)):
        for candidate in (department.head, department.deputy):
            if candidate and candidate.is_active and candidate.pk not in excluded:
                return candidate
    return None


def _roots(person: Person) -> list[str]:
    if person.is_auditor:
        return ["/"]
    members = [member.pk for member in stands_for(person)]
    paths = Department.objects.filter(
        Q(pk=person.department_id)
        | Q(second_people__person=person.pk)
        | Q(head__in=members)
        | Q(deputy__in=members)
        | Q(liaisons__person__in=members)
    )
    return sorted(set(paths.values_list("path", flat=True)))


def _stands_for(person: Person) -> list[Person]:
    """Whoever is signed in is asked next which liaison seats that makes: both come at once."""
    today = clock.today()
    if person.memo is not None:
        held = _held(person.pk, today)
        person.memo["liaison_seats"] = [(place, one) for one, place in held if place != person.pk]
        if all(place != person.pk for _one, place in held):
            return [person]
    rows = _delegated(person.pk, today)
    return [person, *{row.person_id: row.person for row in rows}.values()]


@Prepared
def _held(delegate: UUID, day: date) -> QuerySet[Any, Any]:
    """(Who is away, the delegate) and (liaison, department) of all whose place the delegate takes."""
    absent = Delegation.objects.on(day).filter(delegate=delegate).order_by()
    seats = Liaison.objects.filter(Q(person=delegate) | Q(person__in=absent.values("person")))
    pairs = absent.values_list("person", "delegate")
    return pairs.union(seats.order_by().values_list("person", "department"), all=True)


@Prepared
def _delegated(delegate: UUID, day: date) -> QuerySet[Delegation]:
    absent = Delegation.objects.on(day).filter(delegate=delegate)
    return absent.select_related("person").order_by("person__pinyin", "person__login")


def _prefixes(path: str) -> list[str]:
    codes = path.strip("/").split("/")
    return ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]


def _at(paths: list[str]) -> list[Department]:
    return _of_paths(tuple(paths))


@Prepared
def _of_paths(paths: tuple[str, ...]) -> QuerySet[Department]:
    found = Department.objects.filter(path__in=paths)
    return found.select_related("head", "deputy").order_by("path")
