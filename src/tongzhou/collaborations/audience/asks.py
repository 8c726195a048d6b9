"""Who hears about an ask: the side that moves next, and the head above it."""

from collections.abc import Iterable
from uuid import UUID

from tongzhou.collaborations.models import Ask
from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry


@heard_by(
    "ask.sent", "ask.revised", "ask.replied", "ask.agreed", "ask.offer_chosen", "ask.none_fitted",
    "ask.left_open", "ask.withdrawn", "ask.sent_back", "ask.woken", "ask.forwarded",
    "ask.handed_on",
)  # fmt: skip
def receiving_side(entry: Entry) -> Iterable[UUID]:
    """Whoever it was handed to and the liaisons; their head hears alike."""
    ask = _ask(entry)
    if ask is None:
        return []
    liaisons = ask.department.liaisons.values_list("person", flat=True)
    return _present(ask.person_id, ask.department.head_id, *liaisons)


@heard_by(
    "ask.accepted", "ask.chosen", "ask.accepted_with_conditions", "ask.countered",
    "ask.options_offered", "ask.asked_back", "ask.declined", "ask.forwarded", "ask.handed_on",
    "ask.snoozed", "ask.woken", "ask.confirmed", "ask.sent_back", "ask.withdrawn", "ask.left_open",
)  # fmt: skip
def asking_side(entry: Entry) -> Iterable[UUID]:
    """The person in charge; both heads hear a refusal."""
    ask = _ask(entry)
    if ask is None:
        return []
    head = ask.collaboration.department.head_id if entry.kind == "ask.declined" else None
    return _present(ask.collaboration.person_in_charge_id, head)


@heard_by(
    "ask.accepted", "ask.chosen", "ask.agreed", "ask.offer_chosen", "ask.declined", "ask.confirmed"
)
def receiving_head(entry: Entry) -> Iterable[UUID]:
    """A promise or a refusal of the department; beyond the liaison's limit the head confirms it."""
    ask = _ask(entry)
    if ask is None:
        return []
    return _present(ask.department.head_id, ask.department.deputy_id)


def _ask(entry: Entry) -> Ask | None:
    """None when it was a draft that has been removed."""
    rows = Ask.objects.select_related("department", "collaboration__department")
    return rows.filter(pk=entry.subject).first()


def _present(*people: UUID | None) -> list[UUID]:
    return [person for person in people if person is not None]
