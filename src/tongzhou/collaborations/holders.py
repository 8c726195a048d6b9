"""Who holds the ball of an ask, by which hour: derived from its state and the turns so far."""

from collections.abc import Sequence
from datetime import datetime

from tongzhou.collaborations.balls import Holder
from tongzhou.collaborations.clocks import head_due, initiator_due, response_clock, wakes_at
from tongzhou.collaborations.models import Answer, Ask
from tongzhou.collaborations.states import ASK
from tongzhou.core import clock
from tongzhou.org.models import Person

WITH_BALLS = ("asking", "paused")
"""States of a collaboration in which its asks move, or wait for it to go on."""


def holder(ask: Ask, turns: Sequence[Answer]) -> Holder | None:
    """None when the ask is settled, or its collaboration is not (or no longer) asking."""
    if ask.collaboration.state not in WITH_BALLS:
        return None
    match ASK.state(ask.state).ball:
        case "receiver":
            return _receiver(ask, turns)
        case "head":
            return _head(ask, turns)
        case "initiator":
            return _initiator(ask, turns)
        case _:
            return None


def receivers(ask: Ask) -> list[Person]:
    """Whoever it was forwarded to, then the liaisons in order."""
    rows = ask.department.liaisons.filter(person__is_active=True).select_related("person")
    named = [ask.person] if ask.person else []
    return [*named, *(row.person for row in rows if row.person not in named)]


def _receiver(ask: Ask, turns: Sequence[Answer]) -> Holder:
    people = receivers(ask)
    return Holder(
        department=ask.department,
        person=people[0] if people else ask.department.head or ask.department.deputy,
        deputy=people[1] if len(people) > 1 else None,
        waiting=ask.collaboration.person_in_charge,
        due_at=_receiver_due(ask, turns),
        paused_because=_paused(ask),
    )


def _head(ask: Ask, turns: Sequence[Answer]) -> Holder:
    return Holder(
        department=ask.department,
        person=ask.department.head or ask.department.deputy,
        deputy=ask.department.deputy if ask.department.head else None,
        waiting=ask.collaboration.person_in_charge,
        due_at=head_due(_receiver_due(ask, turns)),
        paused_because=_paused(ask),
    )


def _initiator(ask: Ask, turns: Sequence[Answer]) -> Holder:
    case = ask.collaboration
    liaison = case.department.liaisons.exclude(person=case.person_in_charge).first()
    since = max(
        (one for one in (turns and turns[-1].at, ask.clock_started_at) if one), default=None
    )
    return Holder(
        department=case.department,
        person=case.person_in_charge,
        deputy=liaison.person if liaison else None,
        waiting=turns[-1].by if turns else None,
        due_at=initiator_due(ask, since) if since and ask.state != "draft" else None,
        paused_because=_paused(ask),
    )


def _receiver_due(ask: Ask, turns: Sequence[Answer]) -> datetime | None:
    running = response_clock(ask, turns)
    return running.due_at if running else None


def _paused(ask: Ask) -> str:
    if ask.collaboration.state == "paused":
        return "case_paused"
    snoozed = ask.snoozed_until is not None and wakes_at(ask.snoozed_until) > clock.now()
    return "snoozed" if ask.state == "snoozed" and snoozed else ""
