"""What the clock does to requests: it wakes those that were snoozed, and never answers one."""

from tongzhou.collaborations.actions import answers
from tongzhou.collaborations.models import Ask
from tongzhou.core import clock
from tongzhou.journal.consumers import tick


@tick("snoozed requests", every=300)
def wake_snoozed() -> None:
    due = Ask.objects.filter(state="snoozed", snoozed_until__lte=clock.today())
    for ask in due.select_related("collaboration"):
        answers.wake(ask)
