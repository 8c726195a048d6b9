"""Weeks open and close by themselves; who updates next follows dates, roles and the case."""

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.journal.consumers import consumer, tick
from tongzhou.journal.models import Entry
from tongzhou.progress.actions import expecting, rounds
from tongzhou.progress.models import WeeklyRound

BEGINNINGS = ("collaboration.came_into_force", "collaboration.resumed", "collaboration.taken_back")
TURNS = ("change.applied", "task.role_filled")


@tick("progress.rounds", every=300)
def keep_the_rhythm() -> None:
    for weekly in WeeklyRound.objects.filter(state="open", due_at__lt=clock.now()):
        rounds.close_round(weekly)
    opened = WeeklyRound.objects.filter(week=expecting.week_of(clock.today()))
    under_way = Collaboration.objects.filter(state="delivering")
    for case in under_way.exclude(rounds__in=opened.exclude(state="coming")):
        rounds.open_round(case)


@consumer("progress.turns")
def begin(entries: list[Entry]) -> None:
    """The first week opens when the agreement comes into force, not with the next turn of a clock."""
    about = [entry.collaboration for entry in entries if entry.kind in (*BEGINNINGS, *TURNS)]
    changed = {case for case in about if case}
    under_way = Collaboration.objects.filter(pk__in=changed, state="delivering")
    for case in under_way if changed else []:
        rounds.open_round(case)
        expecting.follow(case)
