"""What every word means in every department, today or on a day: read once, kept while it holds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from uuid import UUID

from tongzhou.core import clock
from tongzhou.core.han import folded
from tongzhou.terms.matching import Matcher
from tongzhou.terms.models import Spelling, Wording

FRESH = timedelta(seconds=60)
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


@dataclass(frozen=True)
class Language:
    names: dict[UUID, str] = field(default_factory=dict)
    keys: dict[str, UUID] = field(default_factory=dict)
    meanings: dict[UUID, list[Meaning]] = field(default_factory=dict)

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
    """As of the end of a day; without one as it stands now, for one question."""
    if on is not None:
        return _read(datetime.combine(on + timedelta(days=1), time.min, tzinfo=clock.zone()))
    mark = Wording.objects.order_by("-pk").values_list("pk", flat=True).first()
    now = clock.now()
    known, since, kept = _KEPT.get("now", (None, now, Language()))
    if known != mark or not timedelta(0) <= now - since < FRESH:
        kept = _read(None)
        _KEPT["now"] = (mark, now, kept)
    return kept


_KEPT: dict[str, tuple[UUID | None, datetime, Language]] = {}
"""Rows are only ever added: the last of them says whether any are new."""


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
    spelled = list(Spelling.objects.order_by().values_list("key", "term", "term__name"))
    return Language(
        names={term: name for _key, term, name in spelled},
        keys={key: term for key, term, _name in spelled},
        meanings=meanings,
    )
