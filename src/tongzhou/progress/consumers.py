"""Weeks open and close by themselves."""

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.journal.consumers import tick
from tongzhou.progress.actions import rounds
from tongzhou.progress.models import WeeklyRound


@tick("progress.rounds", every=300)
def keep_the_rhythm() -> None:
    for weekly in WeeklyRound.objects.filter(state="open", due_at__lt=clock.now()):
        rounds.close_round(weekly)
    for case in Collaboration.objects.filter(state="delivering"):
        rounds.open_round(case)
