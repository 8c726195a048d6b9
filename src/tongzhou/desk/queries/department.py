"""The inbox and outbox of a department: what it owes others, what others owe it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.collaborations.balls import LATER
from tongzhou.collaborations.models import Ask, Ball
from tongzhou.collaborations.queries.turns import stand_in
from tongzhou.collaborations.states import ASK
from tongzhou.core import clock
from tongzhou.core.verdicts import Sentence
from tongzhou.desk.queries.lines import COLUMNS, Waiting, line
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Person
from tongzhou.org.reading import read_by
from tongzhou.ui.addresses import address

MOST = 200
MOST_ANSWERED = 50
IN, OUT = "in", "out"
OPEN_ASKS = ("draft", "sent", "snoozed", "awaiting_head")

NAMED = ("ask", "delivery", "check_in")

Test = Callable[[Waiting], bool]
KINDS: tuple[tuple[str, Sentence, Test], ...] = (
    ("all", _("All"), lambda _one: True),
    ("late", _("Overdue"), lambda one: one.tone == "seal"),
    ("asks", _("Requests"), lambda one: one.kind == "ask"),
    ("sign", _("To sign"), lambda one: one.to_sign),
    ("accept", _("To accept"), lambda one: one.kind == "delivery"),
    ("update", _("Updates due"), lambda one: one.kind == "check_in"),
    (
        "other",
        pgettext_lazy("balls", "Other"),
        lambda one: one.kind not in NAMED and not one.to_sign,
    ),
)
ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter, and how many lines it leaves."""

    key: str
    label: Sentence
    count: int
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A request that has had its answer, and what it came to."""

    url: str
    title: str
    case: str
    department: str
    hue: int
    state: Sentence
    tone: str
    by: date | None
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    department: Department
    others: list[Department]
    box: str
    show: str
    holder: str
    lines: list[Waiting]
    answered: list[Answered]
    kinds: list[Choice]
    holders: list[Choice]
    counts: dict[str, int]
    is_cut: bool


def seats_of(person: Person) -> list[Department]:
    """The own department, then those one answers for, today also in somebody's place."""
    people = stands_for(person)
    mine = Q(head__in=people) | Q(deputy=person) | Q(liaisons__person__in=people)
    rows = Department.objects.visible_to(person).filter(mine | Q(pk=person.department_id))
    found = list(rows.distinct().order_by("path"))
    return sorted(found, key=lambda one: one.pk != person.department_id)


def desk_of(department: Department, person: Person, *, box: str, show: str, holder: str) -> Desk:
    """Four queries, however much there is."""
    box = box if box == OUT else IN
    both = {IN: _lines(_at(person, department.pk, clock.today())),
            OUT: _lines(_from(person, department.pk, clock.today()))}  # fmt: skip
    rows = both[box]
    answered = [_answer(*row) for row in _answered(person, department.pk, box == OUT)]
    test = {key: test for key, _label, test in KINDS}.get(show, KINDS[0][2])
    shown = [] if show == ANSWERED else [one for one in rows if test(one)]
    return Desk(
        department=department,
        others=seats_of(person),
        box=box,
        show=show,
        holder=holder,
        lines=[one for one in shown if holder in ("", one.person)],
        answered=answered if show == ANSWERED else [],
        kinds=[*_kinds(rows, show), _answered_choice(answered, show)],
        holders=_holders(shown, holder),
        counts={key: len(found) for key, found in both.items()},
        is_cut=len(rows) == MOST,
    )


def _lines(rows: list[tuple]) -> list[Waiting]:  # type: ignore[type-arg]
    return [line(*row) for row in rows]


def _kinds(rows: list[Waiting], show: str) -> list[Choice]:
    current = show if show in {key for key, _label, _test in KINDS} else "all"
    counted = [(key, label, sum(map(test, rows))) for key, label, test in KINDS]
    return [
        Choice(key, label, count, key == current and show != ANSWERED)
        for key, label, count in counted
        if count or key in ("all", current)
    ]


def _answered_choice(answered: list[Answered], show: str) -> Choice:
    return Choice(ANSWERED, _("Answered"), len(answered), show == ANSWERED)


def _holders(rows: list[Waiting], holder: str) -> list[Choice]:
    """In whose hands the lines are: a head sees what the liaison holds."""
    found = Counter(one.person for one in rows if one.person)
    return [Choice(name, name, count, name == holder) for name, count in found.most_common(8)]


def _answer(
    pk: UUID, what: str, state: str, case: str, department: str, hue: int, by: date | None,
    at: datetime | None,
) -> Answered:  # fmt: skip
    known = ASK.state(state)
    return Answered(
        url=address("ask", pk),
        title=Ask(what=what).title,
        case=case,
        department=department,
        hue=hue,
        state=known.label,
        tone=known.tone,
        by=by,
        at=at,
    )


@read_by
def _at(person: Person, department: UUID, today: date) -> QuerySet[Ball]:
    rows = Ball.objects.visible_to(person).filter(department=department).exclude(state__in=LATER)
    return rows.annotate(stand_in=stand_in(today)).values_list(*COLUMNS)[:MOST]


@read_by
def _from(person: Person, department: UUID, today: date) -> QuerySet[Ball]:
    rows = Ball.objects.visible_to(person).filter(waiting__department=department)
    rows = rows.exclude(Q(department=department) | Q(state__in=LATER)).annotate(
        stand_in=stand_in(today)
    )
    return rows.values_list(*COLUMNS)[:MOST]


@read_by
def _answered(
    person: Person,
    department: UUID,
    asked_by_us: bool,  # noqa: FBT001 — read_by passes places
) -> QuerySet[Ask]:
    side = "collaboration__department" if asked_by_us else "department"
    rows = Ask.objects.visible_to(person).filter(Q((side, department)))
    other = "department" if asked_by_us else "collaboration__department"
    return (
        rows.exclude(state__in=OPEN_ASKS)
        .order_by(F("settled_at").desc(nulls_last=True), "-sent_at")
        .values_list(
            "pk", "what", "state", "collaboration__name", f"{other}__name", f"{other}__hue",
            "agreed_by_date", "settled_at",
        )[:MOST_ANSWERED]
    )  # fmt: skip
