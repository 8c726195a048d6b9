"""Weeks with their updates, risk notices, the communication plan and urgent calls."""

from tongzhou.progress.models.notices import EARLY_DAYS, RiskNotice
from tongzhou.progress.models.rounds import CheckIn, WeeklyRound
from tongzhou.progress.models.talks import MINUTES_WITHIN, Callee, Habit, UrgentCall

__all__ = [
    "EARLY_DAYS", "MINUTES_WITHIN", "Callee", "CheckIn", "Habit", "RiskNotice", "UrgentCall",
    "WeeklyRound",
]  # fmt: skip
