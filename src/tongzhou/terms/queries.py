"""What the pages of terms show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from tongzhou.core.han import folded
from tongzhou.journal import queries as journal
from tongzhou.org.models import Department, Person
from tongzhou.org.queries import names_of
from tongzhou.terms.language import Language, Meaning, differ, language
from tongzhou.terms.models import Term, Wording
from tongzhou.terms.policy import departments_spoken_for

PAGE = 50


@dataclass(frozen=True)
class Line:
    term: UUID
    name: str
    spellings: list[str]
    meanings: list[Meaning]

    @property
    def differs(self) -> bool:
        return differ(self.meanings)


def listing(*, on: date | None, q: str, department: str, differing: bool, page: str) -> Page[Line]:
    """Words by name; `q` looks into everything that is said of them."""
    said = language(on)
    lines = [_line(said, term) for term in said.meanings]
    found = [line for line in lines if _fits(line, folded(q).strip(), department)]
    if differing:
        found = [line for line in found if line.differs]
    return Paginator(sorted(found, key=lambda one: one.name), PAGE).get_page(page)


def departments() -> QuerySet[Department]:
    return Department.objects.living().order_by("path")


def of_department(department: Department) -> list[Meaning]:
    """The own words of a department, by word; each with the term's id."""
    said = language()
    own = [
        one for ones in said.meanings.values() for one in ones if one.department == department.pk
    ]
    return sorted(own, key=lambda one: said.names[one.term])


def page(term: Term, person: Person) -> dict[str, Any]:
    said = language()
    spoken = departments_spoken_for(person)
    meanings = said.meanings.get(term.pk, [])
    numbers = _numbers(term)
    return {
        "term": term,
        "spellings": said.others.get(term.pk, []),
        "meanings": meanings,
        "differs": differ(meanings),
        "former": _former(term, {one.id for one in meanings}),
        "speaks_for": spoken,
        "own": {one.department: one for one in meanings},
        "numbers": {one.pk: numbers.get(one.pk, 0) for one in spoken},
        "lines": journal.of_subject(term.pk, names=names_of),
    }


def _numbers(term: Term) -> dict[UUID, int]:
    rows = Wording.objects.filter(term=term).order_by("number")
    return dict(rows.values_list("department", "number"))


def _former(term: Term, current: set[UUID]) -> QuerySet[Wording]:
    rows = Wording.objects.filter(term=term).exclude(pk__in=current).exclude(text="")
    return rows.select_related("department", "by", "on_behalf_of").order_by("-at", "-number")


def _line(said: Language, term: UUID) -> Line:
    return Line(term, said.names[term], said.others.get(term, []), said.meanings[term])


def _fits(line: Line, q: str, department: str) -> bool:
    if department and all(str(one.department) != department for one in line.meanings):
        return False
    texts: Sequence[str] = [
        line.name, *line.spellings,
        *(text for one in line.meanings for text in (one.text, one.example, one.unlike)),
    ]  # fmt: skip
    return not q or any(q in folded(text) for text in texts)
