"""Earlier rulings that resemble a problem: same kind, same departments, same words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tongzhou.org.models import Person
from tongzhou.problems.models import Problem, Ruling

MOST_SHOWN = 5
MOST_COMPARED = 200
"""The latest rulings are compared; what is older has been superseded or is found by searching."""
SAME_KIND, SAME_DEPARTMENT, WORDS = 2.0, 1.0, 6.0
ALIKE = 0.12
"""From this share of common word pairs on, two texts speak of the same thing."""

_WORD = re.compile(r"[a-z0-9]+|[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Precedent:
    """`ruling` with what it has in common with the problem at hand."""

    ruling: Ruling
    same_kind: bool
    departments: tuple[str, ...]
    alike: bool
    weight: float


def precedents(problem: Problem, person: Person) -> list[Precedent]:
    """The nearest first; only what this person may see, and only what stands."""
    seen = Problem.objects.visible_to(person).exclude(pk=problem.pk)
    rulings = (
        Ruling.objects.filter(problem__in=seen, by_agreement=False, set_aside_at=None)
        .select_related("problem__collaboration", "by", "option")
        .prefetch_related("problem__sides__department")
        .order_by("-at")[:MOST_COMPARED]
    )
    ours = _pairs(_words(problem))
    here = {side.department_id for side in problem.sides.all()}
    found = [_compare(ruling, problem.kind, here, ours) for ruling in rulings]
    near = [one for one in found if one.same_kind or one.departments or one.alike]
    return sorted(near, key=lambda one: -one.weight)[:MOST_SHOWN]


def _compare(ruling: Ruling, kind: str, here: set[UUID], ours: set[str]) -> Precedent:
    sides = ruling.problem.sides.all()
    shared = tuple(side.department.name for side in sides if side.department_id in here)
    share = _share(ours, _pairs([ruling.sentence, *_words(ruling.problem)]))
    same_kind = ruling.problem.kind == kind
    weight = SAME_KIND * same_kind + SAME_DEPARTMENT * len(shared) + WORDS * share
    return Precedent(ruling, same_kind, shared, share >= ALIKE, weight)


def _words(problem: Problem) -> list[str]:
    return [text for side in problem.sides.all() for text in (side.fact, side.impact, side.need)]


def _pairs(texts: Iterable[str]) -> set[str]:
    """Latin words whole, Chinese two characters at a time."""
    found = set[str]()
    for word in _WORD.findall(" ".join(texts).lower()):
        if word.isascii() or len(word) == 1:
            found.add(word)
        else:
            found.update(word[place : place + 2] for place in range(len(word) - 1))
    return found


def _share(ours: set[str], theirs: set[str]) -> float:
    return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0
