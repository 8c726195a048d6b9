"""What a person finds: never more than the pages of the same matters would show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from tongzhou.core.prepared import Prepared
from tongzhou.core.verdicts import Sentence
from tongzhou.knowledge import bigrams, engines
from tongzhou.knowledge.filters import OLDER, Chip, Group, Tally, Wanted, starts
from tongzhou.knowledge.models import Document
from tongzhou.knowledge.snippets import Part, marked, pattern, snippet
from tongzhou.org.models import Department, Person
from tongzhou.org.reading import read_by
from tongzhou.ui.addresses import address as address_of

PER_PAGE = 20
LONGEST_QUERY = 100
ICONS = {
    "collaboration": "sailboat", "ask": "handshake", "task": "square-check", "problem": "scale",
    "risk_notice": "triangle-alert", "meeting": "users", "dossier": "book-open", "comment": "message-circle",
    "person": "user", "department": "building-2",
}  # fmt: skip
SINGULAR: dict[str, Sentence] = {
    "collaboration": _("Collaboration"), "ask": _("Request"), "task": _("Task"),
    "problem": _("Problem"), "risk_notice": _("Risk notice"), "meeting": _("Meeting"),
    "dossier": _("Dossier"), "comment": _("Comment"), "person": _("Person"), "department": _("Department"),
}  # fmt: skip
FIELDS = (
    "subject", "kind", "collaboration", "collaboration__number", "collaboration__name",
    "title", "body", "updated",
)  # fmt: skip
NOTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Hit:
    kind: str
    label: Sentence
    icon: str
    url: str
    title: list[Part]
    snippet: list[Part]
    case: str
    updated: datetime | None


@dataclass(frozen=True, slots=True)
class Found:
    """`is_cut` when only the beginning of the query was looked for."""

    text: str
    wanted: Wanted
    tally: Tally
    departments: list[Chip]
    page: Page[Hit]
    is_cut: bool

    @property
    def total(self) -> int:
        return self.tally.total

    @property
    def is_narrowed(self) -> bool:
        return self.wanted != NOTHING


def find(person: Person, typed: str, wanted: Wanted = NOTHING, number: str | None = None) -> Found:
    """One page of hits: those named so first, then the latest."""
    said = typed.replace("\0", "").strip()
    text = said[:LONGEST_QUERY]
    phrases = bigrams.phrases(text)
    asked = engines.asked(phrases) if phrases else ""
    tally = Tally(_groups(person, asked), wanted)
    rows: Any = _Rows(person, asked, tuple(bigrams.fold(text).split()), tally.narrowed, wanted)
    page: Page[Any] = Paginator(rows, PER_PAGE).get_page(number)
    shown = pattern(text)
    page.object_list = [_hit(row, shown) for row in page.object_list]
    departments = tally.departments(_known(person, tally)) if tally.keys() else []
    return Found(text, wanted, tally, departments, page, len(said) > LONGEST_QUERY)


def matching(person: Person, text: str, wanted: Wanted = NOTHING) -> QuerySet[Document]:
    """Every word is somewhere in the document; nothing to look for finds nothing."""
    phrases = bigrams.phrases(text)
    if not phrases:
        return Document.objects.none()
    return _narrowed(person, engines.asked(phrases), *_narrowing(wanted))


def _groups(person: Person, asked: str) -> list[Group]:
    return [Group(*row) for row in _grouped(person, asked, *starts())] if asked else []


@read_by
def _grouped(person: Person, asked: str, *begins: datetime) -> QuerySet[Document, Any]:
    ages = [When(updated__gte=start, then=Value(place)) for place, start in enumerate(begins)]
    without = When(collaboration=None, then=Value(OLDER))
    age = Case(without, *ages, default=Value(OLDER), output_field=IntegerField())
    found = Document.objects.visible_to(person).filter(engines.Holds(asked)).order_by()
    alike = found.annotate(age=age).values("kind", "department", "is_over", "age")
    return alike.annotate(documents=Count("pk")).values_list(*Group._fields)


@dataclass(frozen=True)
class _Rows:
    """What a paginator asks for: how many is known, and the texts are read for one page only."""

    person: Person
    asked: str
    words: tuple[str, ...]
    length: int
    wanted: Wanted

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, place: slice) -> list[tuple[Any, ...]]:
        if not self.length:
            return []
        narrowing = _narrowing(self.wanted)
        found = _page(self.person, self.asked, self.words, place.start, place.stop, *narrowing)
        texts = {row[0]: row for row in _texts(tuple(found))}
        return [texts[subject] for subject in found if subject in texts]


def _narrowing(wanted: Wanted) -> tuple[Any, ...]:
    return wanted.kind or None, wanted.department, wanted.since, wanted.is_over


def _narrowed(person: Person, asked: str, *narrowing: Any) -> QuerySet[Document]:
    """The organisation has no age and no end: a filter for either leaves it out."""
    kind, department, since, is_over = narrowing
    found = Document.objects.visible_to(person).filter(engines.Holds(asked))
    if kind:
        found = found.filter(kind=kind)
    if department:
        found = found.filter(department=department)
    if since:
        found = found.filter(updated__gte=since, collaboration__isnull=False)
    return found if is_over is None else found.filter(is_over=is_over)


@read_by
def _page(
    person: Person, asked: str, words: tuple[str, ...], first: int, last: int, *narrowing: Any
) -> QuerySet[Document, Any]:
    called_so = ~Q(heading="")
    for word in words:
        called_so &= Q(GreaterThan(StrIndex("heading", Value(word)), 0))
    place = Case(When(called_so, then=Value(0)), default=Value(1))
    found = _narrowed(person, asked, *narrowing).order_by(place, "-updated", "pk")
    return found.values_list("subject", flat=True)[first:last]


@Prepared
def _texts(subjects: tuple[UUID, ...]) -> QuerySet[Document, Any]:
    return Document.objects.filter(subject__in=subjects).order_by().values_list(*FIELDS)


def _known(person: Person, tally: Tally) -> Mapping[UUID, tuple[str, int]]:
    found = _named(person, tally.keys())
    return {key: (name, hue) for key, name, hue in found}


@read_by
def _named(person: Person, keys: tuple[UUID, ...]) -> QuerySet[Department, Any]:
    departments = Department.objects.visible_to(person).filter(pk__in=keys)
    return departments.order_by().values_list("pk", "name", "hue")


def _hit(row: tuple[Any, ...], shown: Any) -> Hit:
    subject, kind, collaboration, number, name, title, body, updated = row
    return Hit(
        kind=kind,
        label=SINGULAR[kind],
        icon=ICONS[kind],
        url=address(kind, subject, collaboration),
        title=marked(title, shown),
        snippet=snippet(body, shown),
        case=f"{number} {name}" if collaboration else "",
        updated=updated if collaboration else None,
    )


def address(kind: str, subject: UUID, collaboration: UUID | None) -> str:
    """Where the matter is read; a task in its table."""
    if kind == "task":
        return f"{address_of('plan', collaboration)}#row-{subject}"
    return address_of(kind, subject)
