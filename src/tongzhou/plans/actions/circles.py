"""Rows that would wait for each other in a circle, found over the whole table at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.plans.models import Dependency, Task

Graph = dict[UUID, set[UUID]]


def circles(case: UUID, waits: Mapping[UUID, Iterable[UUID]]) -> dict[UUID, Sentence]:
    """What is said at each of the rows of `waits` that would come to wait for itself.

    Judged as they will stand together: two rows that change places are no circle.
    """
    graph: Graph = defaultdict(set)
    standing = Dependency.objects.filter(
        task__collaboration=case, on__removed_at=None, task__removed_at=None
    )
    for key, on in standing.values_list("task", "on"):
        if key not in waits:
            graph[key].add(on)
    graph.update({key: set(on) for key, on in waits.items()})
    tangled = _tangled(graph)
    paths = {key: path for key in waits if key in tangled and (path := _way_back(key, graph))}
    names = _names({one for path in paths.values() for one in path})
    return {key: _said(names[one] for one in path) for key, path in paths.items()}


def require_none(case: UUID, waits: Mapping[UUID, Iterable[UUID]]) -> None:
    for sentence in circles(case, waits).values():
        raise Invalid(sentence, errors={"waits_for": sentence})


def _tangled(graph: Graph) -> set[UUID]:
    """What is left once everything is taken away that waits for nothing that is left."""
    awaited_by: Graph = defaultdict(set)
    left = {key: len(ons) for key, ons in graph.items()}
    for key, ons in graph.items():
        for on in ons:
            awaited_by[on].add(key)
    free = [on for on in awaited_by if not left.get(on)]
    while free:
        for key in awaited_by[free.pop()]:
            left[key] -= 1
            if not left[key]:
                free.append(key)
    return {key for key, count in left.items() if count}


def _way_back(start: UUID, graph: Graph) -> list[UUID]:
    """From the row along what it waits for to itself; empty if that leads nowhere."""
    came_from = dict.fromkeys(graph.get(start, ()), start)
    ahead = list(came_from)
    while ahead:
        key = ahead.pop()
        if key == start:
            return _path(start, came_from)
        for on in graph.get(key, set()) - came_from.keys():
            came_from[on] = key
            ahead.append(on)
    return []


def _path(key: UUID, came_from: Mapping[UUID, UUID]) -> list[UUID]:
    path = [key]
    while len(path) == 1 or path[-1] != key:
        path.append(came_from[path[-1]])
    return path


def _names(keys: Iterable[UUID]) -> dict[UUID, str]:
    wanted = set(keys)
    return dict(Task.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _said(names: Iterable[str]) -> str:
    return _("These rows would wait for each other in a circle: %(path)s.") % {
        "path": " → ".join(names)
    }
