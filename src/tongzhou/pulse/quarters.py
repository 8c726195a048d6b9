"""Quarters by name: «2026Q4» sorts as time goes."""

from datetime import date

from tongzhou.core import clock


def quarter_of(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


def this_quarter() -> str:
    return quarter_of(clock.today())
