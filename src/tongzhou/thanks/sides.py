"""On which side of a collaboration somebody stands: a team stands below the department it is of."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from tongzhou.collaborations.models import Party
from tongzhou.org.models import Department


class Sides:
    """The departments that take part in some collaborations; one query."""

    def __init__(self, cases: Iterable[UUID]) -> None:
        self._parties: defaultdict[UUID, list[Department]] = defaultdict(list)
        rows = Party.objects.filter(collaboration__in=cases).select_related("department")
        for row in rows.order_by("position", "pk"):
            self._parties[row.collaboration_id].append(row.department)

    def parties(self, case: UUID) -> list[Department]:
        return self._parties[case]

    def of(self, case: UUID, path: str) -> UUID | None:
        """Where a department takes part beside the one above it, the nearest counts."""
        above = [one for one in self._parties[case] if path.startswith(one.path)]
        return max(above, key=lambda one: len(one.path)).pk if above else None
