"""What every word means in every department, today or on a day: read once, kept while it holds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from time import monotonic
from uuid import UUID

from tongzhou.core import clock
from tongzhou.core.han import folded
from tongzhou.terms.matching import Matcher
from tongzhou.terms.models import Spelling, Wording

MOMENT = 1.0
"""Seconds for which a page need not ask again whether another process knows something new."""
FRESH = 60.0
"""So long the names of departments may lag behind."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The wording that holds; `path` is that of its department."""

    id: UUID
    term: UUID
    department: UUID
    department_name: str
    hue: int
    path: str
    number: int
    text: str
    example: str
    unlike: str
    at: datetime

    @property
    def essence(self) -> str:
        """Two departments that say the same mean the same."""
        return "".join(folded(self.text).split())


@dataclass(frozen=True, eq=False)
class Language:
    """One reading of the register, the same as itself alone."""

    names: dict[UUID, str] = field(default_factory=dict)
    keys: dict[str, UUID] = field(default_factory=dict)
    meanings: dict[UUID, list[Meaning]] = field(default_factory=dict)
    others: dict[UUID, list[str]] = field(default_factory=dict)
    """Further ways to write a word, as people wrote them."""

    @cached_property
    def matcher(self) -> Matcher:
        return Matcher({key: term for key, term in self.keys.items() if term in self.meanings})

    def of(self, term: UUID, paths: Iterable[str]) -> list[Meaning]:
        """What it means to these departments: each speaks as the nearest above it that says so."""
        said = self.meanings.get(term, [])
        found: dict[UUID, Meaning] = {}
        for path in paths:
            near = [one for one in said if path.startswith(one.path)]
            if near:
                nearest = max(near, key=lambda one: len(one.path))
                found[nearest.id] = nearest
        return sorted(found.values(), key=lambda one: one.path)


def differ(meanings: Iterable[Meaning]) -> bool:
    return len({one.essence for one in meanings}) > 1


def language(on: date | None = None) -> Language:
    """As of the end of a day; without one as it stands now, asked for once in a moment."""
    if on is not None:
        return _read(datetime.combine(on + timedelta(days=1), time.min, tzinfo=clock.zone()))
    now = monotonic()
    if _KEPT.looked_at is None or now - _KEPT.looked_at > MOMENT:
        _look(now)
    return _KEPT.language


def forget() -> None:
    """Somebody in this process said something: what was read is out of date."""
    _KEPT.looked_at = _KEPT.read_at = None


def _look(now: float) -> None:
    """Rows are only ever added: the last of them says whether any are new."""
    mark = Wording.objects.order_by("-pk").values_list("pk", flat=True).first()
    if _KEPT.read_at is None or mark != _KEPT.mark or now - _KEPT.read_at > FRESH:
        _KEPT.language, _KEPT.mark, _KEPT.read_at = _read(None), mark, now
    _KEPT.looked_at = now


@dataclass
class _Kept:
    """`mark` is the last wording that was read."""

    language: Language = field(default_factory=Language)
    mark: UUID | None = None
    read_at: float | None = None
    looked_at: float | None = None


_KEPT = _Kept()


def _read(before: datetime | None) -> Language:
    rows = Wording.objects.order_by("term", "department", "number")
    if before:
        rows = rows.filter(at__lt=before)
    latest = {
        (one[1], one[2]): Meaning(*one)
        for one in rows.values_list(
            "id", "term", "department", "department__name", "department__hue", "department__path",
            "number", "text", "example", "unlike", "at",
        )
    }  # fmt: skip
    meanings: dict[UUID, list[Meaning]] = {}
    for one in latest.values():
        if one.text:
            meanings.setdefault(one.term, []).append(one)
    for said in meanings.values():
        said.sort(key=lambda one: one.path)
    columns = ("key", "term", "term__name", "text")
    spelled = list(Spelling.objects.order_by("id").values_list(*columns))
    others: dict[UUID, list[str]] = {}
    for _key, term, name, text in spelled:
        if text != name:
            others.setdefault(term, []).append(text)
    return Language(
        names={term: name for _key, term, name, _text in spelled},
        keys={key: term for key, term, _name, _text in spelled},
        meanings=meanings,
        others=others,
    )
