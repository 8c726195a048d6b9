"""How many of the sides of a table are apart from each other: who answers for two knows both."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from tongzhou.core import clock
from tongzhou.org.models import Delegation, Department, Liaison


def voices_of(departments: Collection[UUID]) -> int:
    """Departments count once where the same person heads, deputises, liaises or stands in today."""
    groups: list[tuple[set[UUID], set[UUID]]] = []
    for department, people in _answering(departments).items():
        joined, known = {department}, set(people)
        for group in [one for one in groups if one[1] & known]:
            groups.remove(group)
            joined, known = joined | group[0], known | group[1]
        groups.append((joined, known))
    return len(groups)


def _answering(departments: Collection[UUID]) -> dict[UUID, set[UUID]]:
    rows = Department.objects.filter(pk__in=departments).values_list("pk", "head", "deputy")
    found = {pk: {one for one in heads if one} for pk, *heads in rows}
    for department, person in Liaison.objects.filter(department__in=departments).values_list(
        "department", "person"
    ):
        found[department].add(person)
    return _with_delegates(found)


def _with_delegates(found: dict[UUID, set[UUID]]) -> dict[UUID, set[UUID]]:
    absent = Delegation.objects.on(clock.today()).values_list("person", "delegate")
    stand_ins: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for person, delegate in absent:
        stand_ins[person].add(delegate)
    return {
        department: people.union(*(stand_ins[one] for one in people if one in stand_ins))
        for department, people in found.items()
    }
