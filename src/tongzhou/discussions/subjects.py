"""What can be talked about: every matter with a page inside a collaboration.

Each package names its own in `discussed.py`. The kind is the name of the matter's page, so a
comment knows where it stands.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

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


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that is talked about; `collaboration` says who sees it."""

    kind: str
    id: UUID
    title: str
    collaboration: UUID

    @property
    def url(self) -> str:
        return address(SUBJECTS[self.kind].page, self.id)


SUBJECTS: dict[str, Subject] = {}


def discussed(
    kind: str, model: Any, *, title: Title, case: str = "collaboration_id", page: str = ""
) -> None:
    """`case` is the way from a row to its collaboration's id; `page` its page, if not its kind."""
    if kind in SUBJECTS:
        raise TypeError(f"two subjects are called {kind}")
    SUBJECTS[kind] = Subject(kind, model, title, case, page or kind)


def find(kind: str, pk: UUID, *, by: Person) -> Matter | None:
    """None where it is absent or not to be seen."""
    subject = SUBJECTS[kind]
    rows = subject.model.objects.visible_to(by).filter(pk=pk)
    for row in rows:
        case = subject.model.objects.filter(pk=pk).values_list(subject.case, flat=True)[0]
        return Matter(kind, pk, first_line(subject.title(row)), case)
    return None


def first_line(text: str) -> str:
    line = next(iter(text.strip().splitlines()), "—")
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"
