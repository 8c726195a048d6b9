"""What in a bundle does not add up, by path. It is told, kept as it came, and never repaired."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tongzhou.past.bundle import Bundle, Change, Collaboration, Task


@dataclass(frozen=True, slots=True)
class Oddity:
    path: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Known:
    departments: frozenset[str]
    people: frozenset[str]
    periods: frozenset[str]
    collaborations: frozenset[str]

    @classmethod
    def of(cls, bundle: Bundle) -> "Known":
        parts = (bundle.departments, bundle.people, bundle.periods, bundle.collaborations)
        return cls(*(frozenset(one.key for one in part) for part in parts))


def oddities(bundle: Bundle) -> Iterator[Oddity]:
    known = Known.of(bundle)
    for part in ("departments", "people", "periods", "goals", "collaborations"):
        yield from _twice(part, (one.key for one in getattr(bundle, part)))
    yield from _in_organisation(bundle, known)
    for place, case in enumerate(bundle.collaborations):
        yield from _in_case(f"collaborations[{place}] {case.key}", case, known)


def _in_organisation(bundle: Bundle, known: Known) -> Iterator[Oddity]:
    for place, one in enumerate(bundle.departments):
        path = f"departments[{place}] {one.key}"
        yield from _unknown(f"{path}.parents", one.parents, known.departments)
        for role in ("heads", "deputies", "liaisons"):
            yield from _unknown(f"{path}.{role}", getattr(one, role), known.people)
    for place, person in enumerate(bundle.people):
        seats = [seat.department for seat in person.seats]
        yield from _unknown(f"people[{place}] {person.key}.seats", seats, known.departments)


def _in_case(path: str, case: Collaboration, known: Known) -> Iterator[Oddity]:
    owner = case.initiator.department
    yield from _unknown(f"{path}.initiator", [owner] if owner else [], known.departments)
    yield from _unknown(f"{path}.parties", case.parties, known.departments)
    yield from _twice(f"{path}.parties", case.parties)
    if owner in case.parties:
        yield Oddity(f"{path}.parties", f"the initiating department {owner} is named as a partner")
    yield from _unknown(f"{path}.seats", [seat.person for seat in case.seats], known.people)
    yield from _twice(f"{path}.tasks", (task.key for task in case.tasks))
    for place, task in enumerate(case.tasks):
        yield from _in_task(f"{path}.tasks[{place}] {task.key}", task, known)
    for place, change in enumerate(case.changes):
        yield from _in_change(f"{path}.changes[{place}]", change)
    if case.filed and case.closed and case.closed[:10] < case.filed[:10]:
        yield Oddity(f"{path}.closed", f"{case.closed} lies before it was filed, {case.filed}")


def _in_task(path: str, task: Task, known: Known) -> Iterator[Oddity]:
    named = [task.period] if task.period else []
    yield from _unknown(f"{path}.period", named, known.periods)
    for place, (earlier, later) in enumerate(zip(task.targets, task.targets[1:], strict=False)):
        if later.before != earlier.after:
            said = f"goes on from {later.before}, but {earlier.after} stood before"
            yield Oddity(f"{path}.targets[{place + 1}]", said)
    for target in task.targets:
        named = [one for one in (target.before, target.after) if one]
        yield from _unknown(f"{path}.targets", named, known.periods)
    raci = task.raci
    people = [*raci.responsible, *raci.accountable, *raci.consulted, *raci.informed]
    yield from _unknown(f"{path}.raci", people, known.people)
    if len(raci.accountable) > 1:
        yield Oddity(f"{path}.raci", f"{len(raci.accountable)} people are accountable, not one")


def _in_change(path: str, change: Change) -> Iterator[Oddity]:
    if change.asked and change.decided and change.decided[:10] < change.asked[:10]:
        yield Oddity(path, f"decided {change.decided}, before it was asked for, {change.asked}")


def _unknown(path: str, named: Iterable[str], known: frozenset[str]) -> Iterator[Oddity]:
    for key in dict.fromkeys(named):
        if key not in known:
            yield Oddity(path, f"“{key}” is not in this bundle")


def _twice(path: str, keys: Iterable[str]) -> Iterator[Oddity]:
    for key, times in Counter(keys).items():
        if times > 1:
            yield Oddity(path, f"“{key}” stands there {times} times")
