"""The form in which somebody says what shall change in one row."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404

from tongzhou.agreements.binding import Content
from tongzhou.agreements.contents import CHANGEABLE
from tongzhou.agreements.models import ChangeRequest, Row
from tongzhou.agreements.wishes import typed_of, wanted
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.org.models import Department
from tongzhou.plans.cells import Choices
from tongzhou.plans.queries import choices, paths_of_parties

SETTLED = ("accepted", "accepted_with_remains")


@dataclass(frozen=True)
class ChangeForm:
    """`signed` is what the row says now, `typed` what the fields show."""

    tasks: list[tuple[str, str]]
    task: UUID | None
    title: str
    signed: Mapping[str, str]
    typed: Mapping[str, str]
    errors: Mapping[str, Sentence]
    people: list[tuple[str, str]]
    departments: list[tuple[str, str]]


def task_key(text: str) -> UUID | None:
    """None for nothing chosen and for what is no key at all."""
    try:
        return UUID(text)
    except ValueError:
        return None


def form(
    case: Collaboration,
    task: UUID | None,
    *,
    typed: Mapping[str, str],
    wrong: Invalid | None = None,
    of: ChangeRequest | None = None,
) -> ChangeForm:
    """Without a task: only the choice of one."""
    rows = _rows(case)
    tasks = [(str(key), f"{content['number']} {content['name']}") for key, content in rows.items()]
    errors = wrong.errors if wrong else {}
    if task is None:
        return ChangeForm(tasks, None, "", {}, {}, errors, [], [])
    content = _content(rows, task)
    names, offered = _departments(content)
    signed = typed_of(content, names)
    shown = signed | (_wished(of, task, names) if of else {})
    shown |= {name: typed[name] for name in CHANGEABLE if name in typed}
    people = _people(_choices(case), content)
    title = f"{content['number']} {content['name']}"
    return ChangeForm(tasks, task, title, signed, shown, errors, people, offered)


def wishes(case: Collaboration, task: UUID, typed: Mapping[str, str]) -> dict[UUID, dict[str, Any]]:
    """Canonical values by task, for the actions; raises `Invalid` with an error per field."""
    content = _content(_rows(case), task)
    shown = typed_of(content, _departments(content)[0])
    return {task: wanted(content, typed, shown, _choices(case))}


def _rows(case: Collaboration) -> dict[UUID, Content]:
    """Rows in force that have not been accepted yet."""
    rows = Row.objects.filter(
        version__collaboration=case, version__state="in_force", kind="task"
    ).exclude(task__state__in=SETTLED)
    return dict(rows.values_list("task", "content"))


def _content(rows: Mapping[UUID, Content], task: UUID) -> Content:
    if task not in rows:
        raise Http404
    return rows[task]


def _choices(case: Collaboration) -> Choices:
    return choices(case, parties=paths_of_parties(case))


def _departments(content: Content) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """What all are called; and whom a row may name: those that exist, and those it names already."""
    named = {content["department"], *content["supports"]}
    names, offered = {}, []
    for key, name, over in Department.objects.order_by("path").values_list(
        "pk", "name", "dissolved_at"
    ):
        names[str(key)] = name
        if over is None or str(key) in named:
            offered.append((str(key), name))
    return names, offered


def _people(found: Choices, content: Content) -> list[tuple[str, str]]:
    people = [
        (str(one.id), f"{one.name}（{one.notes[0]}）" if one.notes else one.name)
        for one in found.people
    ]
    known = {key for key, _name in people}
    present = content["accountable"]
    return people if present in known or not present else [(present, "—"), *people]


def _wished(change: ChangeRequest, task: UUID, names: Mapping[str, str]) -> dict[str, str]:
    lines = dict(change.lines.filter(task=task).values_list("field", "new"))
    empty = dict.fromkeys(CHANGEABLE)
    shown = typed_of({**empty, **_blank(), **lines}, names)
    return {name: shown[name] for name in lines}


def _blank() -> Content:
    return {"criteria": [], "supports": [], "name": "", "deliverable": "", "department": ""}
