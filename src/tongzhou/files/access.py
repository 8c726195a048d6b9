"""Who sees a stored file: whoever sees the collaboration it lies in.

A file that lies in none is seen by its uploader, and beside a place by whoever sees the place. Both
rules are known further up in the house, which says so when it is loaded.
"""

from collections.abc import Callable
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.db.models.expressions import Combinable

from tongzhou.org.models import Person

Rule = Callable[[str, Person], Combinable]
"""From the name of the column that holds a collaboration's id, and the reader, to a condition."""

R = TypeVar("R", bound=Rule)
_rules: list[Rule] = []
_beside: list[Callable[[Person], Q]] = []


def lies_in(rule: R) -> R:
    _rules.append(rule)
    return rule


def lies_beside(rule: Callable[[Person], Q]) -> Callable[[Person], Q]:
    """The rule gives the condition for files that lie in no collaboration."""
    _beside.append(rule)
    return rule


class StoredFileSet(models.QuerySet[Any]):
    def visible_to(self, person: Person) -> Self:
        """Withdrawn ones are gone for everybody; their bytes stay as evidence."""
        kept = self.filter(withdrawn_at=None)
        own = Q(uploaded_by=person, collaboration=None)
        for beside in _beside:
            own |= Q(collaboration=None) & beside(person)
        if person.is_auditor:
            return kept.filter(own | Q(collaboration__isnull=False))
        seen = Q()
        for rule in _rules:
            seen |= Q(rule("collaboration", person))
        return kept.filter(own | (Q(collaboration__isnull=False) & seen))
