"""Weeks with their updates and promises, signals, risk notices, the communication plan, urgent calls."""

from tongzhou.progress.models.notices import EARLY_DAYS, RiskNotice
from tongzhou.progress.models.promises import PromiseVerdict
from tongzhou.progress.models.rounds import CheckIn, WeeklyRound
from tongzhou.progress.models.signals import LONGEST_LINE, Confidence, DailyLine
from tongzhou.progress.models.talks import MINUTES_WITHIN, Callee, Habit, UrgentCall
from tongzhou.progress.models.taps import HeldWord, RoundLink

__all__ = [
    "EARLY_DAYS", "LONGEST_LINE", "MINUTES_WITHIN", "Callee", "CheckIn", "Confidence", "DailyLine",
    "Habit", "HeldWord", "PromiseVerdict", "RiskNotice", "RoundLink", "UrgentCall", "WeeklyRound",
]  # fmt: skip
