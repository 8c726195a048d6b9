"""Weeks open and close by themselves; who updates next follows dates, roles and the case."""

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.journal.consumers import consumer, tick
from tongzhou.journal.models import Entry
from tongzhou.journal.portions import AT_ONCE, a_portion
from tongzhou.org.calendars import calendar
from tongzhou.progress import clauses as clauses
from tongzhou.progress.actions import expecting, rounds, taps
from tongzhou.progress.models import WeeklyRound

BEGINNINGS = ("collaboration.came_into_force", "collaboration.resumed", "collaboration.taken_back")
TURNS = (
    "change.applied", "change.took_effect", "change.reverted", "change.applied_at_once",
    "clause.fired", "task.role_filled", "plan.changed",
)  # fmt: skip


@tick("progress.rounds", every=300)
def keep_the_rhythm() -> bool:
    over = WeeklyRound.objects.filter(state="open", due_at__lt=clock.now()).order_by("due_at", "pk")
    return a_portion(over[: AT_ONCE + 1], rounds.close_round) or _open_the_week()


def _open_the_week() -> bool:
    week = expecting.week_of(clock.today())
    due_at = calendar().week_deadline(week)
    if due_at is None or clock.now() > due_at:
        return False
    opened = WeeklyRound.objects.filter(week=week).exclude(state="coming")
    closed = Collaboration.objects.filter(state="delivering").exclude(rounds__in=opened)
    return a_portion(closed.order_by("pk")[: AT_ONCE + 1], rounds.open_round)


@tick("held words", every=15)
def carry_out_held_words() -> bool:
    return a_portion(taps.due(), taps.carry_out)


@tick("round links", every=86_400)
def forget_old_links() -> None:
    taps.sweep()


@consumer("progress.turns")
def begin(entries: list[Entry]) -> None:
    """The first week opens when the agreement comes into force, not with the next turn of a clock."""
    about = [entry.collaboration for entry in entries if entry.kind in (*BEGINNINGS, *TURNS)]
    changed = {case for case in about if case}
    under_way = Collaboration.objects.filter(pk__in=changed, state="delivering")
    for case in under_way if changed else []:
        rounds.open_round(case)
        expecting.follow(case)
