"""What 今天 and the overview of a collaboration gather from all the rooms below."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.models import Seat
from tongzhou.collaborations import balls
from tongzhou.collaborations.models import Ask, Ball, Meeting
from tongzhou.collaborations.queries import hours_left, state_of
from tongzhou.collaborations.queries.due import due_words
from tongzhou.collaborations.queries.header import CaseHeader, PartySeat
from tongzhou.collaborations.queries.turns import stand_in
from tongzhou.collaborations.states import ASK, PAUSES
from tongzhou.core import clock
from tongzhou.core.prepared import Prepared
from tongzhou.core.verdicts import Sentence
from tongzhou.org.calendars import calendar
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person
from tongzhou.org.reading import counted_by, read_by
from tongzhou.plans.models import Role, Task
from tongzhou.plans.states import TASK
from tongzhou.progress.models import CheckIn, RiskNotice
from tongzhou.ui.addresses import address
from tongzhou.ui.formats import day

MOST_WAITING = 50
MOST_WEEK = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One ball as 今天 lists it; `hours_left` are working hours, negative when late."""

    kind: str
    matter: UUID
    url: str
    title: str
    case: str
    case_url: str
    state: Sentence
    awaited: Sentence
    department: str
    hue: int
    person: str
    waiting: str
    stand_in: str
    since: datetime
    due_at: datetime | None
    hours_left: float | None
    paused: Sentence
    to_sign: bool
    verb: Sentence

    @property
    def due(self) -> str:
        return due_words(self.due_at, self.hours_left)

    @property
    def tone(self) -> str:
        if self.hours_left is None or self.paused:
            return ""
        return "seal" if self.hours_left < 0 else "amber" if self.hours_left <= 8 else "river"


def waiting_for(person: Person) -> list[Waiting]:
    """The most urgent first; weekly updates have a table of their own."""
    return [_line(*row) for row in _held(person, clock.today())]


def awaited_by(person: Person) -> list[Waiting]:
    return [_line(*row) for row in _awaited(person, clock.today())]


@counted_by
def waiting_count(person: Person) -> QuerySet[Ball]:
    return balls.held_by(person).visible_to(person).order_by().values_list("pk")


@read_by
def _held(person: Person, today: date) -> QuerySet[Ball]:
    held = balls.held_by(person).visible_to(person).exclude(kind="check_in")
    return held.annotate(stand_in=stand_in(today)).values_list(*COLUMNS)[:MOST_WAITING]


@read_by
def _awaited(person: Person, today: date) -> QuerySet[Ball]:
    awaited = balls.awaited_by(person).visible_to(person).annotate(stand_in=stand_in(today))
    return awaited.values_list(*COLUMNS)[:MOST_WAITING]


VERBS = {
    ("version", "circulating"): _("Sign…"),
    ("change", "signing"): _("Sign…"),
    ("change", "reviewing"): _("Decide"),
    ("change", "draft"): _("Go on writing"),
    ("delivery", "delivered"): _("Judge the delivery"),
    ("problem", "escalated"): _("Rule"),
    ("risk_notice", "open"): _("Acknowledge"),
    ("collaboration", "draft"): _("Go on writing"),
    ("collaboration", "dividing"): _("Divide the work"),
    ("meeting", "planned"): _("Write the minutes"),
    ("retrospective", "silent"): _("Look back"),
    ("retrospective", "shared"): _("Record the conclusions"),
    ("retrospective", "decided"): _("Close and archive"),
}
"""What the button of a matter says, by its kind and state."""

COLUMNS = (
    "kind", "matter", "state", "title", "since", "due_at", "paused_because", "collaboration",
    "collaboration__name", "department__name", "department__hue", "person__name", "waiting__name",
    "stand_in",
)  # fmt: skip


def _line(
    kind: str, matter: UUID, state: str, title: str, since: datetime, due_at: datetime | None,
    paused: str, case: UUID, case_name: str, department: str, hue: int, person: str | None,
    waiting: str | None, stand_in: str | None,
) -> Waiting:  # fmt: skip
    known = state_of(kind, state)
    assert known is not None
    return Waiting(
        kind=kind,
        matter=matter,
        url=address(kind, matter),
        title=title,
        case=case_name,
        case_url=address("collaboration", case),
        state=known.label,
        awaited=known.sentence,
        department=department,
        hue=hue,
        person=person or "",
        waiting=waiting or "",
        stand_in=stand_in or "",
        since=since,
        due_at=due_at,
        hours_left=hours_left(due_at),
        paused=PAUSES[paused] if paused else "",
        to_sign=kind == "version" or (kind, state) == ("change", "signing"),
        verb=VERBS.get((kind, state), _("Look at it")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekTask:
    id: UUID
    name: str
    case: str
    state_label: Sentence
    tone: str
    percent: int
    until: str
    is_late: bool
    risk: str
    updated: bool


def week_of(person: Person) -> list[WeekTask]:
    """Tasks this person carries in collaborations that are being delivered."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    return [_week_task(today, *row) for row in _week(person, monday)]


@read_by
def _week(person: Person, monday: date) -> QuerySet[Task]:
    carried = Role.objects.filter(letter__in=("R", "A"), person__in=stands_for(person))
    said = CheckIn.objects.filter(task=OuterRef("pk"), round__week=monday)
    return (
        Task.objects.filter(
            pk__in=carried.values("task"),
            collaboration__state="delivering",
            removed_at=None,
            state__in=("not_started", "in_progress"),
        )
        .order_by("end", "position")
        .values_list(
            "id", "name", "collaboration__name", "state", "percent", "end", "risk", Exists(said)
        )[:MOST_WEEK]
    )


def _week_task(
    today: date, pk: UUID, name: str, case: str, state: str, percent: int, end: date | None, risk: str,
    updated: bool,  # noqa: FBT001 — a column of the row
) -> WeekTask:  # fmt: skip
    known = TASK.state(state)
    return WeekTask(
        id=pk,
        name=name,
        case=case,
        state_label=known.label,
        tone=known.tone,
        percent=percent,
        until=day(end) if end else "—",
        is_late=bool(end and end < today),
        risk=risk,
        updated=updated,
    )


def next_deadline() -> datetime | None:
    """When weekly updates are due; next week's once this week's has passed."""
    this_week = calendar().week_deadline(clock.today())
    if this_week and this_week >= clock.now():
        return this_week
    return calendar().week_deadline(clock.today() + timedelta(days=7))


def warnings_for(person: Person) -> list[RiskNotice]:
    """Open risk notices in what this person is in charge of or carries."""
    return _warnings(person)


@read_by
def _warnings(person: Person) -> QuerySet[RiskNotice]:
    mine = Q(task__collaboration__person_in_charge__in=stands_for(person))
    notices = RiskNotice.objects.visible_to(person).filter(mine, state__in=("open", "acknowledged"))
    return notices.select_related("task__collaboration", "by")[:5]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One department's part of a collaboration: what it was asked, and whether it has signed."""

    id: UUID
    name: str
    hue: int
    seal: str
    is_initiator: bool
    what: str
    gain: str
    ask_id: UUID | None
    ask_state: Sentence
    ask_tone: str
    effort_days: Decimal | None
    percent: int | None
    signature: str


def promises_of(case: CaseHeader, asks: list[Ask]) -> list[Promise]:
    """One row per party; `signature` is signed, wait or "" when nothing is to be signed."""
    by_department = {ask.department_id: ask for ask in asks}
    shares = _shares(case.id)
    signed = {department: given for _n, department, given in _signatures(case.id)}
    return [_promise(one, by_department.get(one.id), shares, signed) for one in case.parties]


def _promise(
    party: PartySeat,
    ask: Ask | None,
    shares: dict[UUID, tuple[int, str]],
    signed: dict[UUID, bool],
) -> Promise:
    own = shares.get(party.id)
    given = signed.get(party.id)
    state = ASK.state(ask.state) if ask else None
    return Promise(
        id=party.id,
        name=party.name,
        hue=party.hue,
        seal=party.seal,
        is_initiator=party.is_initiator,
        what=ask.what if ask else (own[1] if own else ""),
        gain=ask.gain if ask else "",
        ask_id=ask.pk if ask else None,
        ask_state=state.label if state else "",
        ask_tone=state.tone if state else "",
        effort_days=_effort(ask) if ask else None,
        percent=own[0] if own else None,
        signature="" if given is None else "signed" if given else "wait",
    )


def _effort(ask: Ask) -> Decimal | None:
    return ask.agreed_effort_days if ask.state == "agreed" else ask.effort_days


def _shares(case: UUID) -> dict[UUID, tuple[int, str]]:
    """Mean percent and task names by owning department."""
    found: dict[UUID, list[tuple[int, str]]] = {}
    for department, percent, name in _percents(case):
        found.setdefault(department, []).append((percent, name))
    return {
        department: (
            round(sum(percent for percent, _name in rows) / len(rows)),
            "、".join(name for _percent, name in rows),
        )
        for department, rows in found.items()
    }


@Prepared
def _percents(case: UUID) -> QuerySet[Task, Any]:
    tasks = Task.objects.filter(collaboration=case, removed_at=None)
    return tasks.values_list("department", "percent", "name")


@Prepared
def _signatures(case: UUID) -> QuerySet[Seat, Any]:
    """By version, the latest last: the department, and whether it has signed all its rows."""
    seats = Seat.objects.filter(
        row__version__collaboration=case, row__version__state__in=("circulating", "in_force")
    )
    given = Case(When(all=F("given"), then=Value(1)), default=Value(0))
    return (
        seats.order_by("row__version__number")
        .values("row__version__number", "department")
        .annotate(all=Count("id"), given=Count("signature"), whole=given)
        .values_list("row__version__number", "department", "whole")
    )


@Prepared
def meetings_of(case: UUID) -> QuerySet[Meeting]:
    return Meeting.objects.filter(collaboration=case)
