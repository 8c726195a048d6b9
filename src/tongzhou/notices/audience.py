"""Who hears that a person cannot be reached."""

from collections.abc import Iterable
from uuid import UUID

from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person


@heard_by("mail.given_up")
def administrators_of_addresses(_entry: Entry) -> Iterable[UUID]:
    yield from Person.objects.active().filter(is_administrator=True).values_list("pk", flat=True)
