"""Who hears that a way out of the house is blocked."""

from collections.abc import Iterable
from uuid import UUID

from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person


@heard_by("robot.failed")
def administrators(_entry: Entry) -> Iterable[UUID]:
    yield from Person.objects.active().filter(is_administrator=True).values_list("pk", flat=True)
