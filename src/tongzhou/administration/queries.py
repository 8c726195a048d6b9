"""The state of the house as an administrator looks at it."""

import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from tongzhou.collaborations.models import Opening
from tongzhou.core import clock
from tongzhou.journal.models import Entry
from tongzhou.journal.queries import Lag, Line, lagging, of_subject
from tongzhou.journal.verify import Problem, last_breaks
from tongzhou.notices.queries import dead_mails, last_refusal, waiting_mails
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Access, Department, Person, Token
from tongzhou.org.queries.names import names_of
from tongzhou.org.rules import SUBJECT, of_the_server, own

LOOKED_AT = 200
"""Entries of the journal whose chain is checked while the page is made."""
ENOUGH_DISK = 1024**3
UNUSABLE = "!"


@dataclass(frozen=True, slots=True)
class People:
    active: int
    unable: int
    closed: int
    away: int


@dataclass(frozen=True, slots=True)
class Journal:
    seq: int
    at: datetime | None
    breaks: list[Problem]
    lags: list[Lag]

    @property
    def is_sound(self) -> bool:
        return not self.breaks and not self.lags


@dataclass(frozen=True, slots=True)
class Channels:
    mail: str
    waiting: int
    dead: int
    refusal: str


def people() -> People:
    today = clock.today()
    away = Q(
        is_active=True, delegations__since__lte=today, delegations__until__gte=today,
        delegations__ended_at=None,
    )  # fmt: skip
    counted = Person.objects.aggregate(
        active=Count("pk", filter=Q(is_active=True), distinct=True),
        unable=Count("pk", filter=Q(is_active=True, password__startswith=UNUSABLE), distinct=True),
        closed=Count("pk", filter=Q(is_active=False), distinct=True),
        away=Count("pk", filter=away, distinct=True),
    )
    return People(**counted)


def trusted() -> list[Person]:
    """Who administers, who audits."""
    rights = Q(is_administrator=True) | Q(is_auditor=True)
    return list(Person.objects.active().filter(rights).select_related("department"))


def vacant() -> list[Department]:
    """Departments nobody leads, or led by an account that is closed."""
    living = Department.objects.filter(dissolved_at=None)
    return list(living.filter(Q(head=None) | Q(head__is_active=False)))


def without_liaison() -> int:
    living = Department.objects.filter(dissolved_at=None, liaisons=None)
    return living.filter(people__is_active=True).distinct().count()


def years() -> Iterable[tuple[int, bool]]:
    """This year and the next, each with whether its public holidays are known."""
    this = clock.today().year
    return [(year, calendar().is_published(year)) for year in (this, this + 1)]


def journal() -> Journal:
    last = Entry.objects.order_by("-seq").values_list("seq", "at").first()
    seq, at = last or (0, None)
    return Journal(seq, at, last_breaks(LOOKED_AT), lagging())


def channels() -> Channels:
    place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}" if settings.EMAIL_HOST else ""
    return Channels(place, waiting_mails(), dead_mails(), last_refusal())


def free_disk() -> tuple[int, bool]:
    """Bytes, and whether that is enough."""
    free = shutil.disk_usage(settings.DATA).free
    return free, free >= ENOUGH_DISK


def open_sessions() -> int:
    return Session.objects.filter(expire_date__gt=clock.now()).count()


def accesses(person: Person) -> QuerySet[Access]:
    """The last two hundred."""
    return Access.objects.visible_to(person).select_related("person")[:200]


def tokens(person: Person) -> QuerySet[Token]:
    """Those that still open a door, whoever they act for."""
    return Token.objects.visible_to(person).filter(revoked_at=None).select_related("person")


def openings(person: Person) -> QuerySet[Opening]:
    return Opening.objects.visible_to(person).select_related("collaboration")[:50]


def own_rules() -> dict[str, str]:
    """By name of each rule decided here, what the server is set to."""
    server = asdict(of_the_server())
    return {name: _read(server[name]) for name in own()}


def _read(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value) or _("none")


def told_of_rules() -> list[Line]:
    return of_subject(SUBJECT, names=names_of)
