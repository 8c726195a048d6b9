"""What a change request says, what it would make of the table, and whom it reaches."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tongzhou.agreements.binding import Content
from tongzhou.agreements.blast import Before, Blast, radius
from tongzhou.agreements.contents import (
    DROPPED,
    Line,
    Link,
    changed,
    changed_terms,
    waiting,
)
from tongzhou.agreements.models import ChangeRequest
from tongzhou.agreements.queries.directory import Directory
from tongzhou.agreements.queries.gains import AtRisk, gains_at_risk
from tongzhou.agreements.queries.sheets import Loaded
from tongzhou.agreements.queries.touched import AHEAD, accepted, clauses_reached
from tongzhou.agreements.reading import Difference, Fact, Names, differences, facts
from tongzhou.agreements.seats import seats_of_task, seats_of_terms
from tongzhou.agreements.terms import terms_content
from tongzhou.collaborations.models import Collaboration
from tongzhou.org.calendars import calendar
from tongzhou.plans.models import Dependency
from tongzhou.plans.queries import signed_contents
from tongzhou.ui.formats import joined


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """`departments` must sign it again. Without `task`: the shared terms.

    `how` is «changed», «added» or «dropped»; `facts` say what a new row holds.
    """

    task: UUID | None
    number: int | None
    name: str
    how: str
    changes: list[Difference]
    facts: list[Fact]
    departments: list[str]


@dataclass(frozen=True, slots=True)
class Signer:
    name: str
    hue: int
    head: str
    rows: int


@dataclass(frozen=True)
class Reach:
    """What the request does: row by row, to dates of others, and to those who sign."""

    rows: list[ChangedRow]
    signers: list[Signer]
    blast: Blast
    titles: Mapping[UUID, str]
    kept_rows: int
    clauses: list[str]
    handed_over: list[str]
    gains: list[AtRisk]

    def called(self, tasks: Iterable[UUID]) -> str:
        return joined(self.titles[task] for task in tasks)

    @property
    def told(self) -> Iterator[tuple[str, Any]]:
        """All it does to others, one after the other, by what it is."""
        for what in ("collisions", "exceeded", "squeezed", "missed"):
            for one in getattr(self.blast, what):
                yield what, one
        yield from (("clauses", text) for text in self.clauses)
        yield from (("handed_over", title) for title in self.handed_over)
        yield from (("gains", one) for one in self.gains)

    @property
    def is_quiet(self) -> bool:
        """Nobody but who signs again is reached."""
        return not (self.blast or self.clauses or self.handed_over or self.gains)


@dataclass(frozen=True)
class Aim:
    """Rows and shared terms as they were signed and as they would read, with all dependencies."""

    before: dict[UUID, Content]
    after: dict[UUID, Content]
    waits: list[Link]
    waited: list[Link]
    terms: Content
    new_terms: Content


def contents_after(change: ChangeRequest) -> dict[UUID, Content]:
    """Every row as it would read once the change is applied, those that leave as dropped."""
    return changed(
        signed_contents(change.collaboration_id), lines_of(change), links(change.collaboration_id)
    )


def terms_after(change: ChangeRequest) -> Content:
    return changed_terms(terms_content(change.collaboration), lines_of(change))


def links(collaboration: UUID) -> list[Link]:
    """All dependencies between standing rows, also within one department."""
    rows = Dependency.objects.filter(
        task__collaboration=collaboration, task__removed_at=None, on__removed_at=None
    )
    return [Link(*facts) for facts in rows.values_list("task", "on", "kind", "lag_days")]


def aim_of(change: ChangeRequest, base: Mapping[UUID | None, Content]) -> Aim:
    """`base` is the version the request was written for."""
    before = {key: one for key, one in base.items() if key and not one.get(DROPPED)}
    lines, waited = lines_of(change), links(change.collaboration_id)
    terms = base[None]
    return Aim(
        before=before,
        after=changed(before, lines, waited),
        waits=waiting(lines, waited),
        waited=waited,
        terms=terms,
        new_terms=changed_terms(terms, lines),
    )


def reach(change: ChangeRequest, aim: Aim, known: Directory, of: Loaded) -> Reach:
    """`of` knows the states of the rows, and the requests they answer."""
    before, after = aim.before, aim.after
    contents = [*before.values(), *after.values()]
    names = known.names(
        {one["id"]: one["number"] for one in contents if "number" in one},
        {one["id"]: one["name"] for one in contents if "name" in one},
    )
    touched = [key for key in after if before.get(key) != after[key]]
    seats: dict[UUID | None, set[UUID]] = _seats(change.collaboration, aim, touched)
    rows = [_row(key, before.get(key), after[key], names, seats[key]) for key in touched]
    if None in seats:
        rows.insert(0, _terms(aim, names, seats[None]))
    ahead = {key: state for key, state in of.states.items() if state in AHEAD and key in after}
    blast = blast_of(aim, done=accepted(ahead))
    gone = {key for key, one in after.items() if one.get(DROPPED)}
    moved = {*touched, *(one.task for one in blast.collisions)}
    return Reach(
        rows=rows,
        signers=_signers(seats, known),
        blast=blast,
        clauses=clauses_reached(aim.new_terms.get("clauses", ()), before, blast, gone, names),
        handed_over=[
            f"{after[key]['number']} {after[key]['name']}" for key in ahead if key in moved
        ],
        titles={key: f"{content['number']} {content['name']}" for key, content in after.items()},
        gains=gains_at_risk(aim, blast, of.asks, known),
        kept_rows=len(before) - len([key for key in touched if key in before]),
    )


def lines_of(change: ChangeRequest) -> list[Line]:
    return [Line(*facts) for facts in change.lines.values_list("task", "field", "new", "ask")]


def blast_of(aim: Aim, *, done: Collection[UUID] = ()) -> Blast:
    standing = {key: one for key, one in aim.after.items() if not one.get(DROPPED)}
    return radius(
        aim.before,
        standing,
        aim.waits,
        wanted=wanted_day(aim.new_terms),
        calendar=calendar(),
        former=Before(aim.waited, wanted_day(aim.terms)),
        milestones=milestones_of(aim.new_terms),
        done=done,
    )


def milestones_of(terms: Content) -> list[tuple[str, date]]:
    days = [(one["name"], one["on"]) for one in terms["milestones"] if one["on"]]
    return [(name, date.fromisoformat(day)) for name, day in days]


def wanted_day(terms: Content) -> date | None:
    return date.fromisoformat(terms["wanted_date"]) if terms["wanted_date"] else None


def _terms(aim: Aim, names: Names, seats: set[UUID]) -> ChangedRow:
    told = differences(aim.terms, aim.new_terms, names)
    return ChangedRow(None, None, "", "changed", told, [], _called(seats, names))


def _row(
    key: UUID, before: Content | None, content: Content, names: Names, seats: set[UUID]
) -> ChangedRow:
    how = "dropped" if content.get(DROPPED) else "changed" if before else "added"
    return ChangedRow(
        task=key,
        number=content["number"],
        name=content["name"],
        how=how,
        changes=differences(before, content, names) if before else [],
        facts=[] if before else facts(content, names),
        departments=_called(seats, names),
    )


def _called(seats: set[UUID], names: Names) -> list[str]:
    return [names.departments[str(one)] for one in seats if str(one) in names.departments]


def _seats(case: Collaboration, aim: Aim, touched: list[UUID]) -> dict[UUID | None, set[UUID]]:
    owners = {str(key): UUID(content["department"]) for key, content in aim.after.items()}
    seats: dict[UUID | None, set[UUID]] = {
        key: set(seats_of_task(aim.after[key], case.department_id, owners, aim.before.get(key)))
        for key in touched
    }
    if aim.new_terms != aim.terms:
        parties = case.parties.values_list("department", flat=True)
        seats[None] = set(seats_of_terms(case.department_id, parties))
    return seats


def _signers(seats: Mapping[UUID | None, set[UUID]], known: Directory) -> list[Signer]:
    wanted = [department for each in seats.values() for department in each]
    return [
        Signer(one.name, one.hue, one.head.name if one.head else "", wanted.count(key))
        for key, one in known.departments.items()
        if key in wanted
    ]
