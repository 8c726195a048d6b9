"""Who must sign what: pure rules over canonical contents."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from tongzhou.agreements.binding import Content
from tongzhou.agreements.models import Seat

Seats = dict[UUID, str]
"""Department → why it signs."""


def seats_of_terms(initiator: UUID, parties: Iterable[UUID]) -> Seats:
    """Everybody who takes part."""
    seats: Seats = {initiator: Seat.Why.INITIATOR}
    for party in parties:
        seats.setdefault(party, Seat.Why.PARTY)
    return seats


def seats_of_task(
    content: Content,
    initiator: UUID,
    owners: Mapping[str, UUID],
    former: Content | None = None,
) -> Seats:
    """The owning department, the initiator, who supports it, and whose work it waits for.

    `owners` maps the id of a task to its department. `former` is the row as it was signed: a
    department that a change takes the row from has its say.
    """
    seats: Seats = {UUID(content["department"]): Seat.Why.OWNER}
    seats.setdefault(initiator, Seat.Why.INITIATOR)
    if former:
        seats.setdefault(UUID(former["department"]), Seat.Why.FORMER)
    for department in content["supports"]:
        seats.setdefault(UUID(department), Seat.Why.SUPPORT)
    for dependency in content["dependencies"]:
        seats.setdefault(owners[dependency["on"]], Seat.Why.AWAITED)
    return seats
