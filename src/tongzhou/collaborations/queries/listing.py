"""The list of collaborations a person sees, filtered; the number of queries does not grow with rows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.balls import held_by
from tongzhou.collaborations.models import Ball, Collaboration, Party
from tongzhou.collaborations.queries.due import due_words
from tongzhou.collaborations.queries.turns import hours_left, state_of
from tongzhou.collaborations.states import COLLABORATION
from tongzhou.core.verdicts import Sentence
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person

PER_PAGE = 20
OVER = ("archived", "cancelled", "discarded")
SCOPES = (("", _("All I may see")), ("mine", _("Mine")), ("department", _("My department")))


@dataclass(frozen=True, slots=True)
class Wanted:
    """`state` is "" for everything still going on, "all", or one state."""

    scope: str = ""
    state: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    department: str
    hue: int
    person: str
    awaited: Sentence
    due_at: datetime | None
    hours_left: float | None
    is_paused: bool

    @property
    def due(self) -> str:
        return "" if self.is_paused else due_words(self.due_at, self.hours_left)


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


def page_of(person: Person, wanted: Wanted, number: str | None) -> Page[Row]:
    """One page of rows, the latest change first."""
    fields = ("pk", "number", "name", "state", "wanted_date", "changed_at")
    found = matching(person, wanted).order_by("-changed_at", "-pk").values_list(*fields)
    page: Page[Any] = Paginator(found, PER_PAGE).get_page(number)
    page.object_list = _rows(list(page.object_list))
    return page


def _rows(values: list[tuple[UUID, str, str, str, date | None, datetime]]) -> list[Row]:
    rows = {}
    for pk, number, name, state, wanted_date, changed_at in values:
        known = COLLABORATION.state(state)
        rows[pk] = Row(
            pk, number, name, state, known.label, known.tone, wanted_date, changed_at,
            ("", 0), [], None, 0,
        )  # fmt: skip
    _add_parties(rows)
    _add_balls(rows)
    return list(rows.values())


def _add_parties(rows: dict[UUID, Row]) -> None:
    parties = Party.objects.filter(collaboration__in=rows).order_by("position", "pk")
    fields = ("collaboration", "department__name", "department__hue", "is_initiator")
    for case, name, hue, is_initiator in parties.values_list(*fields):
        if is_initiator:
            rows[case].initiator = (name, hue)
        else:
            rows[case].partners.append((name, hue))


def _add_balls(rows: dict[UUID, Row]) -> None:
    fields = (
        "collaboration", "kind", "state", "department__name", "department__hue", "person__name",
        "due_at", "paused_because",
    )  # fmt: skip
    for case, *ball in Ball.objects.filter(collaboration__in=rows).values_list(*fields):
        row = rows[case]
        if row.ball is None or (row.ball.is_paused and not ball[-1]):
            row.others += row.ball is not None
            row.ball = _holder(*ball)
        else:
            row.others += 1


def _holder(
    kind: str, state: str, department: str, hue: int, person: str | None,
    due_at: datetime | None, paused: str,
) -> Holder:  # fmt: skip
    known = state_of(kind, state)
    return Holder(
        department, hue, person or "", known.sentence if known else "", due_at, hours_left(due_at),
        bool(paused),
    )  # fmt: skip
