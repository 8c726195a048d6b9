"""What every page of a collaboration reads of it, each in one prepared read."""

from uuid import UUID

from django.db.models import QuerySet

from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.core.prepared import Prepared
from tongzhou.org.models import Person
from tongzhou.org.reading import read_by


@read_by
def seen_by(person: Person, pk: UUID) -> QuerySet[Collaboration]:
    """The collaboration, or nothing where the person may not see it."""
    rows = Collaboration.objects.visible_to(person).filter(pk=pk)
    return rows.select_related("department__head", "person_in_charge")


@Prepared
def asks_within(case: UUID) -> QuerySet[Ask]:
    """Every request of a collaboration with the department it asks."""
    return Ask.objects.filter(collaboration=case).select_related("department")
