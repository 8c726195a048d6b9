"""Who sees what is said: whoever sees the matter it is said about."""

from typing import Self

from django.db.models import Q

from tongzhou.collaborations.access import IsVisible, OfCaseQuerySet
from tongzhou.discussions.subjects import SUBJECTS
from tongzhou.org.models import Person


class SaidQuerySet(OfCaseQuerySet):
    """Beside a matter of a collaboration with the collaboration, beside a place with the place."""

    way = ""

    def visible_to(self, person: Person) -> Self:
        if person.is_auditor:
            return self
        within = Q(IsVisible(f"{self.way}collaboration", person))
        return self.filter(within | _beside_places(person, self.way))


class OfCommentQuerySet(SaidQuerySet):
    way = "comment__"
    case_path = "comment__collaboration"


def _beside_places(person: Person, way: str) -> Q:
    """The collaboration is asked as well, so that a kind alone never opens anything."""
    seen = Q(pk__in=[])
    for subject in SUBJECTS.values():
        if subject.is_place:
            rows = subject.seen_by(person).order_by().values("pk")
            seen |= Q(**{f"{way}kind": subject.kind, f"{way}subject__in": rows})
    return Q(**{f"{way}collaboration__isnull": True}) & seen
