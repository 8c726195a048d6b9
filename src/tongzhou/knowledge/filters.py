"""What narrows a search, and how much each narrowing would leave.

Documents are counted once, by everything that narrows; each filter then says what it would leave
beside the others that are chosen.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Sentence
from tongzhou.knowledge.models import Document

SPANS = (("week", _("Last 7 days"), 7), ("month", _("Last 30 days"), 30), ("year", _("Last year"), 365))  # fmt: skip
"""Of what was changed lately: key, label, days."""
STATES: tuple[tuple[str, Sentence], ...] = (("open", _("Going on")), ("over", _("Ended")))
OLDER = len(SPANS)


@dataclass(frozen=True)
class Wanted:
    """Empty means anything."""

    kind: str = ""
    department: UUID | None = None
    span: str = ""
    state: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Self:
        """What is none of the choices narrows nothing."""
        return cls(
            kind=_one_of(Document.Kind.values, asked.get("kind", "")),
            department=_key(asked.get("department", "")),
            span=_one_of([key for key, *_rest in SPANS], asked.get("span", "")),
            state=_one_of([key for key, _label in STATES], asked.get("state", "")),
        )

    @cached_property
    def oldest(self) -> int:
        """The last age that is still wanted."""
        return next((at for at, (key, *_) in enumerate(SPANS) if key == self.span), OLDER)

    @property
    def since(self) -> datetime | None:
        return starts()[self.oldest] if self.span else None

    @cached_property
    def is_over(self) -> bool | None:
        return {"open": False, "over": True}.get(self.state)


class Group(NamedTuple):
    """So many documents are alike in what narrows.

    `age` is the first place in `SPANS` they fit into, or `OLDER`, as is all of the organisation.
    """

    kind: str
    department: UUID | None
    is_over: bool | None
    age: int
    documents: int


@dataclass(frozen=True, slots=True)
class Chip:
    """`value` is what the address says to choose it; `hue` only for a department."""

    value: str
    label: Sentence
    count: int
    is_chosen: bool
    hue: int = 0


class Tally:
    """What there is in all (`total`), with the filters (`narrowed`), and with each one open."""

    def __init__(self, groups: Iterable[Group], wanted: Wanted) -> None:
        self.wanted = wanted
        self.total = self.narrowed = 0
        self.beside: dict[str, Counter[Any]] = {name: Counter() for name in NARROWING}
        for group in groups:
            self._add(group)

    def _add(self, group: Group) -> None:
        """Counts for every filter that alone keeps it out, or for all if none does."""
        self.total += group.documents
        against = _against(group, self.wanted)
        if not against:
            self.narrowed += group.documents
        for name in against if len(against) == 1 else () if against else NARROWING:
            self.beside[name][getattr(group, name)] += group.documents

    @property
    def any_kind(self) -> int:
        return self.beside["kind"].total()

    def kinds(self) -> list[Chip]:
        counts, chosen = self.beside["kind"], self.wanted.kind
        return [
            Chip(one.value, one.label, counts[one.value], one.value == chosen)
            for one in Document.Kind
            if counts[one.value] or one.value == chosen
        ]

    def states(self) -> list[Chip]:
        counts = self.beside["is_over"]
        return [
            Chip(key, label, counts[key == "over"], key == self.wanted.state)
            for key, label in STATES
        ]

    def spans(self) -> list[Chip]:
        counts = self.beside["age"]
        return [
            Chip(key, label, sum(counts[age] for age in range(place + 1)), key == self.wanted.span)
            for place, (key, label, _days) in enumerate(SPANS)
        ]

    def departments(self, known: Mapping[UUID, tuple[str, int]]) -> list[Chip]:
        """Those with the most documents first; `known` are the name and hue of departments."""
        found = [(count, *known[key], key) for key, count in self._of_departments() if key in known]
        chosen = self.wanted.department
        return [
            Chip(str(key), name, count, key == chosen, hue)
            for count, name, hue, key in sorted(found, key=lambda one: (-one[0], one[1]))
        ]

    def keys(self) -> tuple[UUID, ...]:
        """Departments that have documents here."""
        return tuple(sorted(key for key, _count in self._of_departments()))

    def _of_departments(self) -> list[tuple[UUID, int]]:
        chosen = self.wanted.department
        counts = self.beside["department"]
        found = [(key, count) for key, count in counts.items() if key]
        return found if chosen in counts or chosen is None else [*found, (chosen, 0)]


NARROWING = ("kind", "department", "is_over", "age")


def _against(group: Group, wanted: Wanted) -> list[str]:
    """Which filters keep it out."""
    fits = (
        wanted.kind in ("", group.kind),
        wanted.department in (None, group.department),
        wanted.is_over in (None, group.is_over),
        group.age <= wanted.oldest,
    )
    return [name for name, fit in zip(NARROWING, fits, strict=True) if not fit]


def starts() -> tuple[datetime, ...]:
    """When each span begins: at midnight, so that a day's searches ask the same."""
    today = datetime.combine(clock.today(), time.min, tzinfo=clock.zone())
    return tuple(today - timedelta(days=days) for _key, _label, days in SPANS)


def _one_of(choices: Iterable[str], typed: str) -> str:
    return typed if typed in choices else ""


def _key(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
