"""What a person finds: never more than the pages of the same matters would show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Sentence
from tongzhou.knowledge import bigrams, engines
from tongzhou.knowledge.models import Document
from tongzhou.knowledge.snippets import Part, marked, pattern, snippet
from tongzhou.org.models import Person

PER_PAGE = 20
LONGEST_QUERY = 100
ICONS = {
    "collaboration": "sailboat", "ask": "handshake", "task": "square-check", "problem": "scale",
    "risk_notice": "triangle-alert", "meeting": "users", "dossier": "book-open",
    "person": "user", "department": "building-2",
}  # fmt: skip
SINGULAR: dict[str, Sentence] = {
    "collaboration": _("Collaboration"), "ask": _("Request"), "task": _("Task"),
    "problem": _("Problem"), "risk_notice": _("Risk notice"), "meeting": _("Meeting"),
    "dossier": _("Dossier"), "person": _("Person"), "department": _("Department"),
}  # fmt: skip
FIELDS = (
    "kind", "subject", "collaboration", "collaboration__number", "collaboration__name",
    "title", "body", "updated",
)  # fmt: skip


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
class Chip:
    kind: str
    label: Sentence
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """`is_cut` when only the beginning of the query was looked for."""

    text: str
    kind: str
    chips: list[Chip]
    page: Page[Hit]
    is_cut: bool

    @property
    def total(self) -> int:
        return sum(chip.count for chip in self.chips)


def find(person: Person, typed: str, kind: str = "", number: str | None = None) -> Found:
    """One page of hits: those named so first, then the latest."""
    asked = typed.replace("\0", "").strip()
    text = asked[:LONGEST_QUERY]
    documents = matching(person, text)
    counts = {row["kind"]: row["count"] for row in _counted(documents)}
    chips = [Chip(one.value, one.label, counts[one]) for one in Document.Kind if one in counts]
    kind = kind if kind in Document.Kind else ""
    chosen = documents.filter(kind=kind) if kind else documents
    rows = _ordered(chosen, text).values_list(*FIELDS)
    pages: Paginator[Any] = Paginator(rows, PER_PAGE)
    pages.count = counts.get(kind, 0) if kind else sum(counts.values())
    page = pages.get_page(number)
    wanted = pattern(text)
    page.object_list = [_hit(row, wanted) for row in page.object_list]
    return Found(text, kind, chips, page, len(asked) > LONGEST_QUERY)


def matching(person: Person, text: str) -> QuerySet[Document]:
    """Every word is somewhere in the document; nothing to look for finds nothing."""
    phrases = bigrams.phrases(text)
    if not phrases:
        return Document.objects.none()
    return Document.objects.visible_to(person).filter(pk__in=engines.holding(phrases))


def _counted(documents: QuerySet[Document]) -> Any:
    return documents.order_by().values("kind").annotate(count=Count("pk"))


def _ordered(documents: QuerySet[Document], text: str) -> QuerySet[Document]:
    called_so = ~Q(heading="")
    for word in bigrams.fold(text).split():
        called_so &= Q(heading__contains=word)
    place = Case(When(called_so, then=Value(0)), default=Value(1))
    return documents.order_by(place, "-updated", "pk")


def _hit(row: tuple[Any, ...], wanted: Any) -> Hit:
    kind, subject, collaboration, number, name, title, body, updated = row
    return Hit(
        kind=kind,
        label=SINGULAR[kind],
        icon=ICONS[kind],
        url=address(kind, subject, collaboration),
        title=marked(title, wanted),
        snippet=snippet(body, wanted),
        case=f"{number} {name}" if collaboration else "",
        updated=updated if collaboration else None,
    )


def address(kind: str, subject: UUID, collaboration: UUID | None) -> str:
    """Where the matter is read; a task in its table."""
    if kind == "task":
        return f"{reverse('plan', args=[collaboration])}#row-{subject}"
    return reverse(kind, args=[subject])
