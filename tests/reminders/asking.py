"""What the one place that asks what is due lets each package say now."""

from collections.abc import Callable

from tongzhou.reminders.consumers import ASKED


def _of(name: str) -> Callable[[], bool]:
    [due] = [one for one in ASKED if one.name == name]
    return due.remind


remind, tell_in_time, remind_of_rows, remind_of_the_week, remind_of_submissions = map(
    _of,
    ("reminders", "reminders.in_time", "reminders.rows", "progress.reminders", "submissions.reminders"),
)  # fmt: skip
