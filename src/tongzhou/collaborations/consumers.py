"""Requests wake when the clock says so, which never answers one; matters follow seats and people."""

from tongzhou.collaborations.actions import answers, handovers, openings, seats, sketches
from tongzhou.collaborations.models import Ask
from tongzhou.core import clock
from tongzhou.journal.consumers import consumer, tick
from tongzhou.journal.models import Entry
from tongzhou.org.handover import hand_over

hand_over(handovers.show, handovers.pass_on)


@tick("snoozed requests", every=300)
def wake_snoozed() -> None:
    due = Ask.objects.filter(state="snoozed", snoozed_until__lte=clock.today())
    for ask in due.select_related("collaboration"):
        answers.wake(ask)


@tick("openings", every=300)
def close_openings() -> None:
    openings.close_what_is_over()


@tick("forgotten sketches", every=6 * 3600)
def sweep_sketches() -> None:
    sketches.sweep()


@consumer("collaborations.seats")
def follow_seats(entries: list[Entry]) -> None:
    for entry in entries:
        match entry.kind:
            case (
                "department.head_appointed"
                | "department.deputy_appointed"
                | "department.liaison_appointed"
                | "department.liaison_released"
            ):
                seats.turn_to_present_people(entry.subject)
            case "person.left":
                seats.hand_over_from(entry.subject)
