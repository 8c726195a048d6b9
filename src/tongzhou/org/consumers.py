"""The organisation keeps its own days."""

from tongzhou.journal.consumers import tick
from tongzhou.org.actions import acting


@tick("acting heads", every=300)
def turn_the_day() -> None:
    acting.turn_the_day()
