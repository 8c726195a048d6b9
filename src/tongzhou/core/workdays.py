"""Working days and working hours: weekends, holidays and make-up workdays 调休."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

HOURS_PER_DAY = 8
PERIODS = ((time(9), time(12)), (time(13), time(18)))
"""The working time of a day; together `HOURS_PER_DAY`."""
HALF_PERIODS = ((time(9), time(13)),)
"""The working time of a half-day: four hours, and then everybody goes home."""
WEEK_DUE = time(17, 30)
FRIDAY = 4
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkCalendar:
    """`days` holds what a weekday does not say: True is a worked weekend, False a holiday.

    `halves` are days on which only the first four hours are worked.
    """

    days: Mapping[date, bool] = field(default_factory=dict)
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    halves: frozenset[date] = frozenset()

    def __hash__(self) -> int:
        return len(self.days)

    def is_published(self, year: int) -> bool:
        """Whether the holidays of `year` are known; otherwise weekends are an estimate."""
        return date(year, 10, 1) in self.days

    def is_working_day(self, day: date) -> bool:
        if day in self.halves:
            return True
        known = self.days.get(day)
        return day.weekday() <= FRIDAY if known is None else known

    def hours_of(self, day: date) -> int:
        """Working hours of the whole day: 8, 4 on a half-day, otherwise 0."""
        if day in self.halves:
            return HOURS_PER_DAY // 2
        return HOURS_PER_DAY if self.is_working_day(day) else 0

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`, never `day` itself."""
        return self.add_working_days(day, 1)

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after (negative: before) `day`; 0 leaves it as it is."""
        step = ONE_DAY if count > 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many steps `add_working_days` takes from `start` to `end`; negative going back."""
        if end >= start:
            return self.working_days_within(start + ONE_DAY, end)
        return -self.working_days_within(end, start - ONE_DAY)

    def working_days_within(self, first: date, last: date) -> int:
        """Working days from `first` to `last`, both included."""
        return _worked_within(self, first, last)

    def add_working_hours(self, moment: datetime, hours: float) -> datetime:
        """When `hours` of working time have passed after `moment`; 24 hours are three days."""
        if hours < 0:
            raise ValueError("working hours are added, never taken away")
        left = timedelta(hours=hours)
        if not left:
            return moment
        local = moment.astimezone(self.zone)
        while True:
            for opens, closes in self._periods(local.date()):
                begins = max(opens, local)
                if begins < closes and left <= closes - begins:
                    return begins + left
                left -= max(closes - begins, timedelta())
            local = self._start_of(local.date() + ONE_DAY)

    def working_hours_between(self, start: datetime, end: datetime) -> float:
        """Working time from `start` to `end` in hours; negative when `end` is earlier."""
        if end < start:
            return -self.working_hours_between(end, start)
        first, last = start.astimezone(self.zone), end.astimezone(self.zone)
        if first.date() == last.date():
            return self._hours(first, last)
        between = (first.date() + ONE_DAY, last.date() - ONE_DAY)
        whole = self.working_days_within(*between) * HOURS_PER_DAY
        missing = sum(between[0] <= half <= between[1] for half in self.halves)
        evening = self._hours(first, self._start_of(first.date() + ONE_DAY))
        morning = self._hours(self._start_of(last.date()), last)
        return evening + whole - missing * (HOURS_PER_DAY // 2) + morning

    def week_deadline(self, day: date) -> datetime | None:
        """Friday 17:30; if Friday is off the last working day before it, else a make-up day.

        On a half-day when work ends. None when nobody works that week.
        """
        friday = day + timedelta(days=FRIDAY - day.weekday())
        before = [friday - timedelta(days=back) for back in range(FRIDAY + 1)]
        after = [friday + timedelta(days=2), friday + ONE_DAY]
        worked = next(filter(self.is_working_day, [*before, *after]), None)
        if worked is None:
            return None
        due = HALF_PERIODS[-1][1] if worked in self.halves else WEEK_DUE
        return datetime.combine(worked, due, tzinfo=self.zone)

    def _hours(self, start: datetime, end: datetime) -> float:
        overlaps = (
            min(closes, end) - max(opens, start) for opens, closes in self._periods(start.date())
        )
        worked = sum((max(overlap, timedelta()) for overlap in overlaps), timedelta())
        return worked / timedelta(hours=1)

    def _periods(self, day: date) -> list[tuple[datetime, datetime]]:
        if not self.is_working_day(day):
            return []
        periods = HALF_PERIODS if day in self.halves else PERIODS
        return [(self._on(day, opens), self._on(day, closes)) for opens, closes in periods]

    def _start_of(self, day: date) -> datetime:
        return self._on(day, time())

    def _on(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, tzinfo=self.zone)


@lru_cache(maxsize=8_000)
def _worked_within(calendar: WorkCalendar, first: date, last: date) -> int:
    """The rows of a table last from the same days to the same days with every look at it."""
    return sum(map(calendar.is_working_day, _days(first, last)))


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY
