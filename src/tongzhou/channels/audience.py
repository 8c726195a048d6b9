"""Who hears of a blocked way out, and of an answer that came in by a link."""

from collections.abc import Iterable
from uuid import UUID

from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person


@heard_by("robot.failed", "app.failed")
def administrators(_entry: Entry) -> Iterable[UUID]:
    yield from Person.objects.active().filter(is_administrator=True).values_list("pk", flat=True)


@heard_by(
    "held_answer.kept", "held_answer.failed", "held_tap.kept", "held_tap.failed",
    "mail_reply.refused",
)  # fmt: skip
def whose_answer_it_is(entry: Entry) -> Iterable[UUID]:
    yield UUID(entry.payload["person"])
