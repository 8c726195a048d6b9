"""What can be talked about: every matter with a page inside a collaboration, and places.

A place is what everybody meets: a department, a person, a team, a duty, a goal. Each package
names its own in `discussed.py`. The kind is the name of the matter's page, so a comment knows where it
stands.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from tongzhou.org.models import Person
from tongzhou.ui.addresses import address

Title = Callable[[Any], str]
LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Subject:
    kind: str
    model: Any
    title: Title
    case: str
    page: str
    hides: Q | None
    is_over: Callable[[Any], bool]
    concerned: Callable[[UUID], Iterable[UUID]]

    @property
    def is_place(self) -> bool:
        return not self.case

    def seen_by(self, person: Person) -> Any:
        rows = self.model.objects.visible_to(person)
        return rows.exclude(self.hides) if self.hides else rows


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that is talked about; `collaboration` says who sees it, a place has none."""

    kind: str
    id: UUID
    title: str
    collaboration: UUID | None
    is_over: bool = False

    @property
    def url(self) -> str:
        return address(SUBJECTS[self.kind].page, self.id)


SUBJECTS: dict[str, Subject] = {}


def discussed(
    kind: str, model: Any, *, title: Title, case: str = "collaboration_id", page: str = ""
) -> None:
    """`case` is the way from a row to its collaboration's id; `page` its page, if not its kind."""
    _add(Subject(kind, model, title, case, page or kind, None, _never, _nobody))


def place(
    kind: str,
    model: Any,
    *,
    concerned: Callable[[UUID], Iterable[UUID]],
    is_over: Callable[[Any], bool],
    hides: Q | None = None,
) -> None:
    """`concerned` hear of what is said there; over, it is read only; `hides` nobody talks about."""
    _add(Subject(kind, model, str, "", kind, hides, is_over, concerned))


def find(kind: str, pk: UUID, *, by: Person) -> Matter | None:
    """None where it is absent or not to be seen."""
    subject = SUBJECTS[kind]
    for row in subject.seen_by(by).filter(pk=pk):
        return Matter(
            kind, pk, first_line(subject.title(row)), _case(subject, pk), subject.is_over(row)
        )
    return None


def first_line(text: str) -> str:
    line = next(iter(text.strip().splitlines()), "—")
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"


def _add(subject: Subject) -> None:
    if subject.kind in SUBJECTS:
        raise TypeError(f"two subjects are called {subject.kind}")
    SUBJECTS[subject.kind] = subject


def _case(subject: Subject, pk: UUID) -> UUID | None:
    if subject.is_place:
        return None
    found: UUID = subject.model.objects.filter(pk=pk).values_list(subject.case, flat=True)[0]
    return found


def _never(row: Any) -> bool:
    return False


def _nobody(pk: UUID) -> Iterable[UUID]:
    return ()
