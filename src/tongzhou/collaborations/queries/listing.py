"""The list of collaborations a person sees, filtered; the number of queries does not grow with rows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.balls import LATER, held_by
from tongzhou.collaborations.models import Ball, Collaboration, Party
from tongzhou.collaborations.queries.due import due_words
from tongzhou.collaborations.queries.open_matters import foremost_first
from tongzhou.collaborations.queries.turns import hours_left, stand_in
from tongzhou.collaborations.states import COLLABORATION
from tongzhou.core import clock
from tongzhou.core.prepared import Prepared
from tongzhou.core.verdicts import Sentence
from tongzhou.core.workdays import WorkCalendar
from tongzhou.org.calendars import calendar
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person
from tongzhou.org.reading import counted_by, read_by
from tongzhou.ui.formats import day

ROWS = (20, 50, 100)
FIELDS = ("pk", "number", "name", "state", "wanted_date", "changed_at")
COUNTED, PAGES_AHEAD, LONGEST_NUMBER = 500, 5, 7
"""Somebody who leads half of the company sees thousands: more than this are not counted, but pages
further on open as one goes there."""
OVER = ("archived", "cancelled", "discarded")
SCOPES = (("", _("All I may see")), ("mine", _("Mine")), ("department", _("My department")))


@dataclass(frozen=True, slots=True)
class Wanted:
    """`state` is "" for everything still going on, "all", or one state."""

    scope: str = ""
    state: str = ""
    text: str = ""


class Holder(NamedTuple):
    department: str
    hue: int
    person: str
    due: str
    stand_in: str


class Move(NamedTuple):
    hue: int
    department: str
    person: str
    due: str
    others: int
    stand_in: str


class Line(NamedTuple):
    id: UUID
    number: str
    name: str
    state: str
    tone: str
    initiator: tuple[str, int]
    partners: tuple[tuple[str, int], ...]
    move: Move | None
    wanted: str


@dataclass(slots=True)
class Row:
    id: UUID
    number: str
    name: str
    state: str
    state_label: Sentence
    tone: str
    wanted_date: date | None
    changed_at: datetime
    initiator: tuple[str, int]
    partners: list[tuple[str, int]]
    ball: Holder | None
    others: int

    @property
    def line(self) -> Line:
        """As it is read now; of an equal line the page is written once (ui.written)."""
        ball = self.ball
        move = ball and Move(
            ball.hue, ball.department, ball.person, ball.due, self.others, ball.stand_in
        )
        return Line(
            self.id, self.number, self.name, str(self.state_label), self.tone, self.initiator,
            tuple(self.partners), move, day(self.wanted_date),
        )  # fmt: skip


def state_choices() -> list[tuple[str, Sentence]]:
    return [("", _("Going on")), ("all", _("All states")), *COLLABORATION.choices]


def matching(person: Person, wanted: Wanted) -> QuerySet[Collaboration]:
    found = Collaboration.objects.visible_to(person)
    if wanted.scope == "mine":
        mine = held_by(person).values("collaboration")
        found = found.filter(Q(person_in_charge__in=stands_for(person)) | Q(pk__in=mine))
    elif wanted.scope == "department":
        found = found.filter(parties__department=person.department_id)
    if wanted.state in {state.key for state in COLLABORATION.states}:
        found = found.filter(state=wanted.state)
    elif wanted.state != "all":
        found = found.exclude(state__in=OVER)
    if text := wanted.text.strip()[:100]:
        found = found.filter(Q(name__icontains=text) | Q(number__icontains=text))
    return found


def page_of(person: Person, wanted: Wanted, number: str | None, rows: str = "") -> Page[Row]:
    """One page of rows, the latest change first; `rows` is how many, as typed."""
    most = int(rows) if rows in map(str, ROWS) else ROWS[0]
    typed = int(number) if number and number.isdecimal() and len(number) < LONGEST_NUMBER else 1
    ahead = max(COUNTED, (typed + PAGES_AHEAD) * most)
    found: Any = _ordered(person, wanted) if wanted.text else _Found(person, wanted, ahead)
    page: Page[Any] = Paginator(found, most).get_page(number)
    page.object_list = _rows(list(page.object_list))
    return page


def rows_after(
    person: Person, wanted: Wanted, place: tuple[datetime, UUID], most: int
) -> list[Row]:
    """The lines that follow the one at `place`, for programs that go through all of them."""
    at, key = place
    further = Q(changed_at__lt=at) | Q(changed_at=at, pk__lt=key)
    return _rows(list(_ordered(person, wanted).filter(further)[:most]))


def rows_of(person: Person, chosen: Collection[UUID]) -> list[Row]:
    """The chosen ones as far as the person sees them."""
    return _rows(list(_ordered(person, Wanted(state="all")).filter(pk__in=chosen)))


def _ordered(person: Person, wanted: Wanted) -> QuerySet[Collaboration, Any]:
    return matching(person, wanted).order_by("-changed_at", "-pk").values_list(*FIELDS)


@counted_by
def _count(person: Person, wanted: Wanted, most: int) -> QuerySet[Collaboration, Any]:
    return matching(person, wanted).order_by("-changed_at").values_list("pk")[:most]


@read_by
def _slice(person: Person, wanted: Wanted, first: int, last: int) -> QuerySet[Collaboration, Any]:
    return _ordered(person, wanted)[first:last]


@dataclass(frozen=True)
class _Found:
    """What a paginator asks for, answered by prepared reads; at most `most` are counted."""

    person: Person
    wanted: Wanted
    most: int

    def count(self) -> int:
        return _count(self.person, self.wanted, self.most)

    def is_cut(self, count: int) -> bool:
        return count >= self.most

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, place: slice) -> list[Any]:
        return _slice(self.person, self.wanted, place.start, place.stop)


def _rows(values: list[tuple[UUID, str, str, str, date | None, datetime]]) -> list[Row]:
    rows = {}
    labels = {one.key: str(one.label) for one in COLLABORATION.states}
    for pk, number, name, state, wanted_date, changed_at in values:
        known = COLLABORATION.state(state)
        rows[pk] = Row(
            pk, number, name, state, labels[state], known.tone, wanted_date, changed_at,
            ("", 0), [], None, 0,
        )  # fmt: skip
    _add_parties(rows)
    _add_balls(rows)
    return list(rows.values())


def _add_parties(rows: dict[UUID, Row]) -> None:
    for case, name, hue, is_initiator in _parties(tuple(rows)):
        if is_initiator:
            rows[case].initiator = (name, hue)
        else:
            rows[case].partners.append((name, hue))


def _add_balls(rows: dict[UUID, Row]) -> None:
    """Whose move comes first, and how many others are open; what comes later is not counted."""
    language, now, days = (
        get_language() or "",
        clock.now().replace(second=0, microsecond=0),
        calendar(),
    )
    for case, count, department, hue, person, due_at, paused, acting in _balls(
        tuple(rows), clock.today()
    ):
        due = _due(language, now, days, due_at) if due_at and not paused else ""
        rows[case].ball = Holder(department, hue, person or "", due, acting or "")
        rows[case].others = max((count or 0) - 1, 0)


@lru_cache(maxsize=4_000)
def _due(_language: str, _minute: datetime, _days: WorkCalendar, due_at: datetime) -> str:
    """Many lines are due at the same hour: said once a minute."""
    return due_words(due_at, hours_left(due_at))


@Prepared
def _parties(cases: tuple[UUID, ...]) -> QuerySet[Party, Any]:
    parties = Party.objects.filter(collaboration__in=cases).order_by("position", "pk")
    return parties.values_list(
        "collaboration", "department__name", "department__hue", "is_initiator"
    )


@Prepared
def _balls(cases: tuple[UUID, ...], today: date) -> QuerySet[Ball, Any]:
    """The foremost ball of each: of a table that is worked on there is a ball for every row."""
    of_case = Ball.objects.filter(collaboration=OuterRef("pk"))
    first = Subquery(foremost_first(of_case).values("pk")[:1])
    firsts = Collaboration.objects.filter(pk__in=cases).order_by().values(first=first)
    standing = Ball.objects.filter(collaboration=OuterRef("collaboration"))
    counted = standing.exclude(state__in=LATER).order_by().values("collaboration")
    balls = Ball.objects.filter(collaboration__in=cases, pk__in=firsts).order_by()
    return balls.annotate(count=Subquery(counted.values(count=Count("pk"))), acting=stand_in(today)).values_list(
        "collaboration", "count", "department__name", "department__hue", "person__name", "due_at",
        "paused_because", "acting",
    )  # fmt: skip
