"""When a mail about a notice may leave: at once, when the night is over, with the digest, or never."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tongzhou.core import clock
from tongzhou.notices.topics import ALWAYS, URGENT, topic_of
from tongzhou.org.calendars import calendar

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wishes:
    """What a person chose; the defaults hold for whoever chose nothing."""

    quiet_from: int = 20
    quiet_until: int = 8
    quiet_days_off: bool = True
    digest_hour: int = 9
    ways: dict[str, str] = field(default_factory=dict)
    cards: dict[str, str] = field(default_factory=dict)


def mail_at(kind: str, wishes: Wishes, now: datetime) -> datetime | None:
    """None when no mail is wanted."""
    if kind in URGENT:
        return now
    way = "at_once" if kind in ALWAYS else wishes.ways.get(topic_of(kind), "at_once")
    if way == "never":
        return None
    return next_digest(wishes, now) if way == "daily" else after_the_night(wishes, now)


def card_at(kind: str, wishes: Wishes, now: datetime) -> datetime | None:
    """When the messenger may bring it; None when no card is wanted. Cards never wait for a digest."""
    if kind in URGENT:
        return now
    if wishes.cards.get(topic_of(kind), "at_once") == "never":
        return None
    return after_the_night(wishes, now)


def next_digest(wishes: Wishes, now: datetime) -> datetime:
    day = now.astimezone(clock.zone()).date()
    while (at := _at(day, wishes.digest_hour)) <= now or _is_off(wishes, day):
        day += ONE_DAY
    return at


def next_week(wishes: Wishes, now: datetime) -> datetime:
    """With the digest of the next Monday, or of the first working day after it."""
    today = now.astimezone(clock.zone()).date()
    monday = today + ONE_DAY * (7 - today.weekday())
    return next_digest(wishes, datetime.combine(monday, time(0), clock.zone()))


def after_the_night(wishes: Wishes, now: datetime) -> datetime:
    """`now` unless it falls into the quiet hours or on a day off."""
    here = now.astimezone(clock.zone())
    day, late = here.date(), wishes.quiet_from > wishes.quiet_until
    if late and here.hour >= wishes.quiet_from:
        day += ONE_DAY
    elif not _is_quiet(wishes, here.hour) and not _is_off(wishes, day):
        return now
    elif not _is_quiet(wishes, here.hour):
        day += ONE_DAY
    while _is_off(wishes, day):
        day += ONE_DAY
    return max(now, _at(day, wishes.quiet_until))


def _is_quiet(wishes: Wishes, hour: int) -> bool:
    begin, end = wishes.quiet_from, wishes.quiet_until
    return begin <= hour < end if begin <= end else hour >= begin or hour < end


def _is_off(wishes: Wishes, day: date) -> bool:
    return wishes.quiet_days_off and not calendar().is_working_day(day)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), clock.zone())
