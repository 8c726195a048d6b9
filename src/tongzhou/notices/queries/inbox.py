"""What the inbox and the frame need."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, QuerySet

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.journal import queries as journal
from tongzhou.notices.links import address
from tongzhou.notices.models import Notice
from tongzhou.org.models import Person
from tongzhou.org.queries import names_of
from tongzhou.org.reading import counted_by

PAGE = 20


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as the inbox shows it."""

    id: UUID
    seq: int
    at: datetime
    sentence: str
    case: str
    url: str
    short: str
    hue: int
    is_read: bool


@dataclass(frozen=True, slots=True)
class Day:
    """The unread ones come first, then the read ones, each by day."""

    day: date
    is_read: bool
    notices: list[Told]


@counted_by
def unread_count(person: Person) -> QuerySet[Notice]:
    return Notice.objects.visible_to(person).unread().order_by().values_list("pk")


def inbox(person: Person, *, page: str | int = 1) -> Page[Notice]:
    """Unread first, then the newest; four queries at any length."""
    rows = Notice.objects.visible_to(person).select_related("entry", "collaboration")
    return Paginator(rows, PAGE).get_page(page)


def cases_of(person: Person, notices: Iterable[UUID]) -> QuerySet[Collaboration]:
    """The collaborations some of the own notices tell of, as far as they are still seen."""
    told = Notice.objects.visible_to(person).filter(pk__in=notices).values("collaboration")
    return Collaboration.objects.visible_to(person).filter(pk__in=told).order_by("pk")


def by_day(notices: Iterable[Notice]) -> list[Day]:
    told = [*told_of(notices)]
    zone = clock.zone()
    days = groupby(told, key=lambda one: (one.is_read, one.at.astimezone(zone).date()))
    return [Day(day, is_read, list(group)) for (is_read, day), group in days]


def told_of(notices: Iterable[Notice]) -> list[Told]:
    """In the language of this thread, with today's names."""
    rows = list(notices)
    lines = journal.lines([row.entry for row in rows], names=names_of)
    return [
        Told(
            id=row.pk,
            seq=line.seq,
            at=line.at,
            sentence=line.sentence,
            case=f"{row.collaboration.number} {row.collaboration.name}"
            if row.collaboration
            else "",
            url=address(row.entry),
            short=line.short,
            hue=line.hue,
            is_read=row.read_at is not None,
        )
        for row, line in zip(rows, lines, strict=True)
    ]


def dead_mails() -> int:
    """For the operator: mails that were given up."""
    return Notice.objects.filter(mail_state=Notice.Mail.DEAD).count()


@dataclass(frozen=True, slots=True)
class Unreachable:
    person: Person
    count: int
    reason: str


def unreachable() -> list[Unreachable]:
    """For the administrator: whose mails were given up, the most first, and the newest reason."""
    dead = Notice.objects.filter(mail_state=Notice.Mail.DEAD).order_by()
    counted = dead.values("person").annotate(count=Count("pk"), newest=Max("entry_id"))
    found = {row["person"]: row for row in counted.order_by("-count")[:100]}
    newest = dead.filter(entry__in=[row["newest"] for row in found.values()])
    rows = {row.person_id: row for row in newest.select_related("person__department")}
    return [
        Unreachable(rows[one].person, row["count"], rows[one].last_error)
        for one, row in found.items()
        if one in rows
    ]


def last_refusal() -> str:
    """For the operator: why the mail given up last was refused."""
    dead = Notice.objects.filter(mail_state=Notice.Mail.DEAD).order_by("-entry_id")
    return dead.values_list("last_error", flat=True).first() or ""


def mails_today(person: Person) -> int:
    """How many mails left for the person since midnight."""
    midnight = datetime.combine(clock.today(), time(), clock.zone())
    sent = Notice.objects.filter(person=person, mailed_at__gte=midnight).order_by()
    return sent.values("mailed_at").distinct().count()


def waiting_mails() -> int:
    """For the operator: mails not sent yet."""
    return Notice.objects.filter(mail_state=Notice.Mail.PENDING).count()
