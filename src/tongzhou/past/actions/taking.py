"""Taking a bundle over: all or nothing, and the same bundle again changes nothing."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction

from tongzhou.core import clock, planner
from tongzhou.core.ids import new_id
from tongzhou.core.loading import load
from tongzhou.journal.actions import record
from tongzhou.org import policy
from tongzhou.org.models import Department, Person
from tongzhou.past.actions.organisation import (
    close_dissolved,
    departments_of,
    fill_vacant_seats,
    people_of,
)
from tongzhou.past.actions.words import take_words
from tongzhou.past.bundle import Bundle, Collaboration
from tongzhou.past.events import BundleTaken
from tongzhou.past.models import (
    OrganisationFact,
    PastCase,
    PastParty,
    PastSeat,
    PastTarget,
    PastTask,
    Period,
    Source,
)

AT_ONCE = 200
PARTS = ("periods", "departments", "people", "goals", "terms")
Tell = Callable[[int], object]


@dataclass
class Taken:
    created: int = 0
    changed: int = 0
    same: int = 0
    gone: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class House:
    """What keys of the bundle mean here."""

    source: Source
    departments: dict[str, Department]
    people: dict[str, Person]


def take_over(bundle: Bundle, *, by: Person | None, tell: Tell = lambda _done: None) -> Taken:
    """What an earlier bundle told and this one does not stays; `gone` names it."""
    policy.may_manage_organisation(by).require()
    with transaction.atomic():
        source = _source(bundle)
        departments = departments_of(bundle, by=by)
        people = people_of(bundle, departments, by=by)
        fill_vacant_seats(bundle, departments, people, by=by)
        close_dissolved(bundle, departments)
        changed = _organisation(bundle, source)
        take_words(bundle, departments)
        taken = _cases(bundle, House(source, departments, people), tell)
        # What was empty a moment ago would be joined row by row, for minutes.
        planner.count_again(PastCase, PastParty, PastSeat, PastTask, PastTarget)
        if taken.created or taken.changed or changed:
            record(_event(bundle, source, taken), by=by)
    return taken


def _source(bundle: Bundle) -> Source:
    told = bundle.origin
    source, _is_new = Source.objects.select_for_update().update_or_create(
        key=told.key,
        defaults={
            "name": told.name, "as_of": told.as_of, "attribution": told.attribution,
            "visibility": bundle.visibility, "taken_at": clock.now(),
        },
    )  # fmt: skip
    return source


def _organisation(bundle: Bundle, source: Source) -> bool:
    told = {
        (part, place): one.model_dump(mode="json", exclude_defaults=True)
        for part in PARTS
        for place, one in enumerate(_part(bundle, part))
    }
    before = {(one.part, one.place): one.body for one in source.facts.all()}
    if told == before:
        return False
    source.facts.all().delete()
    source.periods.all().delete()
    facts = ((source.pk, part, place, body) for (part, place), body in told.items())
    load(OrganisationFact, ("source_id", "part", "place", "body"), facts)
    spans = {
        one.key: (source.pk, one.key, one.order, one.starts, one.ends) for one in bundle.periods
    }
    load(Period, ("source_id", "key", "order", "starts", "ends"), spans.values())
    return True


def _part(bundle: Bundle, part: str) -> Any:
    return dict(bundle)[part]


def _cases(bundle: Bundle, house: House, tell: Tell) -> Taken:
    known = {
        key: (pk, digest)
        for key, pk, digest in house.source.cases.values_list("key", "pk", "digest")
    }
    taken, waiting = Taken(), list[tuple[int, Collaboration, str]]()
    for place, case in enumerate(bundle.collaborations):
        digest = _digest(case, place)
        before = known.pop(case.key, None)
        if before is None:
            taken.created += 1
        elif before[1] == digest:
            taken.same += 1
            continue
        else:
            taken.changed += 1
            PastCase.objects.filter(pk=before[0]).delete()
        waiting.append((place, case, digest))
        if len(waiting) == AT_ONCE:
            tell(_write(waiting, house))
    tell(_write(waiting, house))
    taken.gone = sorted(known)
    return taken


def _write(waiting: list[tuple[int, Collaboration, str]], house: House) -> int:
    keyed = [(new_id(), place, case, digest) for place, case, digest in waiting]
    names = (
        "id",
        "source_id",
        "place",
        "key",
        "title",
        "state",
        "is_open",
        "filed_on",
        "body",
        "digest",
    )
    load(PastCase, names, (
        (pk, house.source.pk, place, case.key, case.title[:300], case.state[:120], case.is_open,
         day_of(case.filed), case.model_dump(mode="json", exclude_defaults=True), digest)
        for pk, place, case, digest in keyed
    ))  # fmt: skip
    for model, columns, rows in (
        (PastParty, ("case_id", "department_id", "is_initiator"), _parties),
        (PastSeat, ("case_id", "key", "person_id", "role"), _seats),
        (PastTask, ("case_id", "key", "title", "department_id", "due", "done_on"), _tasks),
        (PastTarget, ("case_id", "task", "place", "before", "after"), _targets),
    ):
        load(
            model,
            columns,
            (row for pk, _place, case, _digest in keyed for row in rows(pk, case, house)),
        )
    waiting.clear()
    return len(keyed)


def _parties(pk: object, case: Collaboration, house: House) -> Iterator[tuple[Any, ...]]:
    """The initiating department once, also where it is named among its partners."""
    for key in dict.fromkeys((case.initiator.department, *case.parties)):
        if key in house.departments:
            yield pk, house.departments[key].pk, key == case.initiator.department


def _seats(pk: object, case: Collaboration, house: House) -> Iterator[tuple[Any, ...]]:
    for key, role in dict.fromkeys((seat.person, seat.role[:60]) for seat in case.seats):
        yield pk, key, house.people[key].pk if key in house.people else None, role


def _tasks(pk: object, case: Collaboration, house: House) -> Iterator[tuple[Any, ...]]:
    for task in {one.key: one for one in case.tasks}.values():
        department = house.departments.get(task.department or "")
        yield (
            pk, task.key, task.title[:300], department.pk if department else None, task.due,
            day_of(task.done),
        )  # fmt: skip


def _targets(pk: object, case: Collaboration, _house: House) -> Iterator[tuple[Any, ...]]:
    for task in {one.key: one for one in case.tasks}.values():
        for place, target in enumerate(task.targets):
            yield pk, task.key, place, target.before or "", target.after or ""


def day_of(moment: str | None) -> date | None:
    """None also for a day that no calendar has: the fact itself keeps what was written."""
    try:
        return date.fromisoformat(moment[:10]) if moment else None
    except ValueError:
        return None


def _digest(case: Collaboration, place: int) -> str:
    said = case.model_dump(mode="json", exclude_defaults=True)
    return sha256(json.dumps([place, said], sort_keys=True).encode()).hexdigest()


def _event(bundle: Bundle, source: Source, taken: Taken) -> BundleTaken:
    said = bundle.model_dump_json(exclude_defaults=True).encode()
    return BundleTaken(
        subject=source.pk, name=source.name, created=taken.created, changed=taken.changed,
        digest=sha256(said).hexdigest(),
    )  # fmt: skip
