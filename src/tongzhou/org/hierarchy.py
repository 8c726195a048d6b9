"""Where a person stands: own departments, everything below them, and who is above two sides."""

from collections.abc import Iterable

from django.db.models import Q

from tongzhou.core import clock
from tongzhou.org.models import Delegation, Department, Person


def reach(person: Person, *, field: str = "path") -> Q:
    """Departments whose matters `person` sees: the own ones, those headed, and all below them.

    `field` is the lookup to the department path from the model that is filtered.
    """
    matching = Q(pk__in=[])
    for root in roots_of(person):
        matching |= Q(**{f"{field}__startswith": root})
    return matching


def roots_of(person: Person) -> list[str]:
    """Paths of the subtrees a person belongs to; kept on the person for the length of a request."""
    if not hasattr(person, "_roots"):
        paths = Department.objects.filter(
            Q(pk=person.department_id) | Q(head=person) | Q(deputy=person) | Q(liaisons__person=person)
        )
        person._roots = sorted(set(paths.values_list("path", flat=True)))
    return person._roots


def stands_for(person: Person) -> list[Person]:
    """The person and everybody whose delegate the person is today (one step, never a chain)."""
    if not hasattr(person, "_stands_for"):
        today = clock.today()
        absent = Delegation.objects.filter(delegate=person, since__lte=today, until__gte=today)
        person._stands_for = [person, *(row.person for row in absent.select_related("person"))]
    return person._stands_for


def ancestors(department: Department) -> list[Department]:
    """From the root down to the department itself."""
    codes = department.path.strip("/").split("/")
    paths = ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]
    return list(Department.objects.filter(path__in=paths).select_related("head", "deputy").order_by("path"))


def common_superior(departments: Iterable[Department], *, not_among: Iterable[Person] = ()) -> Person | None:
    """The head of the lowest department above all of them, skipping vacancies and the sides themselves.

    None when even the root has no head who is not one of the sides.
    """
    chains = [ancestors(department) for department in departments]
    excluded = {person.pk for person in not_among}
    shared = [step[0] for step in zip(*chains, strict=False) if len({d.pk for d in step}) == 1]
    for department in reversed(shared):
        for candidate in (department.head, department.deputy):
            if candidate and candidate.is_active and candidate.pk not in excluded:
                return candidate
    return None
