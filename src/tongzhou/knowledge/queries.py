"""What a person finds: never more than the pages of the same matters would show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.core.prepared import Prepared
from tongzhou.core.verdicts import Sentence
from tongzhou.knowledge import bigrams, engines
from tongzhou.knowledge.filters import Chip, Tally, Wanted
from tongzhou.knowledge.finding import find_page
from tongzhou.knowledge.models import OF_ALL, Document
from tongzhou.knowledge.snippets import Part, marked, pattern, snippet
from tongzhou.org.models import Department, Person
from tongzhou.org.reading import read_by
from tongzhou.ui.addresses import address as address_of

PER_PAGE = 20
LONGEST_QUERY = 100
LONGEST_NUMBER = 7
ICONS = {
    "collaboration": "sailboat", "ask": "handshake", "task": "square-check", "problem": "scale",
    "risk_notice": "triangle-alert", "meeting": "users", "dossier": "book-open", "comment": "message-circle",
    "change": "file-diff", "option_table": "columns-3", "urgent_call": "zap", "delivery": "clipboard-check",
    "retrospective": "rotate-ccw",
    "person": "user", "department": "building-2", "team": "users", "duty": "clipboard-list",
    "goal": "target", "term": "book-a", "clause": "git-branch", "deal": "package", "gain": "gift",
    "campaign": "inbox", "respondent": "file-check", "past_case": "history",
}  # fmt: skip
SINGULAR: dict[str, Sentence] = {
    "collaboration": _("Collaboration"), "ask": _("Request"), "task": _("Task"),
    "problem": _("Problem"), "risk_notice": _("Risk notice"), "meeting": _("Meeting"),
    "dossier": _("Dossier"), "comment": _("Comment"), "person": _("Person"), "department": _("Department"),
    "team": _("Virtual team"), "duty": _("Duty"), "goal": pgettext_lazy("aim", "Goal"),
    "change": _("Change request"), "option_table": _("Option table"), "urgent_call": _("Urgent call"),
    "delivery": _("Delivery"), "retrospective": pgettext_lazy("search", "Retrospective"),
    "term": pgettext_lazy("department language", "Word"), "clause": _("Clause"), "deal": _("Package deal"),
    "gain": _("Gain"), "campaign": _("Submission"), "respondent": _("Material handed in"),
    "past_case": _("Past collaboration"),
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
    """`is_cut` when only the beginning of the query was looked for, `is_part` when not everything
    was looked through."""

    text: str
    wanted: Wanted
    tally: Tally
    departments: list[Chip]
    page: Page[Hit]
    is_cut: bool
    is_part: bool

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
    tally, page, is_part = _asked(person, text, wanted, number)
    shown = pattern(text)
    page.object_list = [_hit(row, shown) for row in page.object_list]
    departments = tally.departments(_known(person, tally)) if tally.keys() else []
    return Found(text, wanted, tally, departments, page, len(said) > LONGEST_QUERY, is_part)


def _asked(
    person: Person, text: str, wanted: Wanted, number: str | None
) -> tuple[Tally, Page[Any], bool]:
    """Asks again only for somebody who wants a page after the last."""
    phrases = bigrams.phrases(text)
    typed = int(number) if number and number.isdecimal() and len(number) < LONGEST_NUMBER else 1
    first = (max(typed, 1) - 1) * PER_PAGE
    nothing: Seen = (Tally((), wanted), [], False)
    tally, rows, is_part = _page(person, text, wanted, first) if phrases else nothing
    page: Page[Any] = Paginator(range(tally.narrowed), PER_PAGE).get_page(number)
    if phrases and (page.number - 1) * PER_PAGE != first:
        tally, rows, is_part = _page(person, text, wanted, (page.number - 1) * PER_PAGE)
    page.object_list = rows
    return tally, page, is_part


Seen = tuple[Tally, list[tuple[Any, ...]], bool]


def _page(person: Person, text: str, wanted: Wanted, first: int) -> Seen:
    words = bigrams.fold(text).split()
    phrases = bigrams.phrases(text)
    looked = find_page(person, phrases, words, wanted, first=first, most=PER_PAGE)
    found = looked.subjects
    texts = {row[0]: row for row in _texts(tuple(found))} if found else {}
    shown = [texts[subject] for subject in found if subject in texts]
    return Tally(looked.groups, wanted), shown, looked.is_part


def matching(person: Person, text: str, wanted: Wanted = NOTHING) -> QuerySet[Document]:
    """Everything that is found; every word is somewhere in it. Nothing asked finds nothing."""
    phrases = bigrams.phrases(text)
    if not phrases:
        return Document.objects.none()
    found = Document.objects.visible_to(person).filter(engines.Holds(engines.asked(phrases)))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.department:
        found = found.filter(department=wanted.department)
    if wanted.since:
        found = found.filter(updated__gte=wanted.since).exclude(kind__in=OF_ALL)
    return found if wanted.is_over is None else found.filter(is_over=wanted.is_over)


def called(person: Person, text: str, kinds: Sequence[str], most: int) -> list[tuple[Any, ...]]:
    """(kind, subject, title, collaboration, its number) of what is named so, by pinyin as well."""
    phrases, wanted = bigrams.phrases(text), bigrams.fold(text).strip()
    if not phrases:
        return []
    holding = Document.objects.visible_to(person).filter(engines.Holds(engines.asked(phrases)))
    named = holding.filter(kind__in=kinds, heading__contains=wanted).order_by("-updated", "pk")
    columns = ("kind", "subject", "title", "collaboration", "collaboration__number")
    return list(named.values_list(*columns)[:most])


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
        updated=None if kind in OF_ALL else updated,
    )


def address(kind: str, subject: UUID, collaboration: UUID | None) -> str:
    """Where the matter is read; a task in its table, a clause beside the others."""
    if kind == "task":
        return f"{address_of('plan', collaboration)}#row-{subject}"
    if kind == "clause":
        return f"{address_of('provisions', collaboration)}#provision-{subject}"
    return address_of(kind.replace("_case", "-case"), subject)
