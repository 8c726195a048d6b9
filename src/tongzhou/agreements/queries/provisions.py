"""The page of what holds beforehand: clauses with how they stand, leeway, and the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tongzhou.agreements.binding import Content
from tongzhou.agreements.models import Provision
from tongzhou.agreements.provisions import typed as reading
from tongzhou.agreements.provisions.checker import Flaw, flaws
from tongzhou.agreements.provisions.typed import Offered
from tongzhou.agreements.provisions.vocabulary import CONDITIONS, CONSEQUENCES, Said, people_in
from tongzhou.agreements.provisions.wording import clause_text, leeway_text
from tongzhou.agreements.reading import Names
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import initiates
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.org.models import Person
from tongzhou.plans.models import Task
from tongzhou.plans.queries import choices, paths_of_parties


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """`state` is open, fired or lapsed; `change` is the request number it led to."""

    id: UUID
    text: str
    state: str
    at: datetime | None
    change: UUID | None
    version: int | None
    flaws: list[Flaw]


@dataclass(frozen=True)
class ProvisionsPage:
    clauses: list[ClauseLine]
    leeways: list[str]
    leeway: Mapping[str, Any]
    may_write: bool
    is_open: bool


@dataclass(frozen=True)
class ClauseForm:
    """Fields by name as they are typed; `preview` is the sentence as far as it makes one."""

    condition: str
    consequence: str
    typed: Mapping[str, Any]
    errors: Mapping[str, Sentence]
    tasks: list[tuple[str, str]]
    people: list[tuple[str, str]]
    preview: str = ""
    conditions: Mapping[str, Any] = field(default_factory=lambda: CONDITIONS)
    consequences: Mapping[str, Any] = field(default_factory=lambda: CONSEQUENCES)


def page(case: Collaboration, person: Person) -> ProvisionsPage:
    found = list(_standing(case).select_related("firing__change"))
    clauses = [one for one in found if one.kind == "clause"]
    leeways = [one.content for one in found if one.kind == "leeway"]
    contents = [one.content for one in clauses]
    rows, names = rows_and_names(case, contents)
    wrong = flaws(contents, rows, names, today=clock.today()) if case.state == "dividing" else []
    return ProvisionsPage(
        clauses=[_line(one, names, wrong) for one in clauses],
        leeways=[leeway_text(one) for one in leeways],
        leeway={one["kind"]: one.get("days", True) for one in leeways},
        may_write=case.state == "dividing" and initiates(person, case) is not None,
        is_open=case.state in ("asking", "dividing"),
    )


def flaws_of(case: Collaboration) -> list[Flaw]:
    """What the checker finds in the clauses before they are signed."""
    contents = list(_standing(case).filter(kind="clause").values_list("content", flat=True))
    if not contents:
        return []
    rows, names = rows_and_names(case, contents)
    return flaws(contents, rows, names, today=clock.today())


def form(
    case: Collaboration, typed: Mapping[str, Any], *, wrong: Invalid | None = None
) -> ClauseForm:
    condition, consequence = reading.kinds(typed)
    tasks = _tasks(case)
    people = [
        (str(one.id), f"{one.name}（{one.notes[0]}）" if one.notes else one.name)
        for one in choices(case, parties=paths_of_parties(case)).people
    ]
    offered = Offered({number: key for number, key, _name in tasks}, dict(people))
    return ClauseForm(
        condition=condition,
        consequence=consequence,
        typed=typed,
        errors=wrong.errors if wrong else {},
        tasks=[(str(key), f"{number} {name}") for number, key, name in tasks],
        people=people,
        preview=_preview(typed, offered, tasks),
    )


def offered_to(case: Collaboration) -> Offered:
    people = choices(case, parties=paths_of_parties(case)).people
    return Offered(
        {number: key for number, key, _name in _tasks(case)},
        {str(one.id): one.name for one in people},
    )


def rows_and_names(
    case: Collaboration | UUID, clauses: Sequence[Said]
) -> tuple[dict[str, dict[str, Any]], Names]:
    rows = Task.objects.standing().filter(collaboration=case).order_by()
    found = {
        str(key): {"name": name, "number": number, "end": _iso(end)}
        for key, number, name, end in rows.values_list("pk", "number", "name", "end")
    }
    people = Person.objects.filter(pk__in=people_in(clauses)).order_by()
    names = Names(
        people={str(key): name for key, name in people.values_list("pk", "name")},
        titles={key: row["name"] for key, row in found.items()},
    )
    return found, names


def _standing(case: Collaboration) -> Any:
    return Provision.objects.filter(collaboration=case, removed_at=None)


def _line(one: Provision, names: Names, wrong: Sequence[Flaw]) -> ClauseLine:
    firing = getattr(one, "firing", None)
    state = "open" if firing is None else "fired" if firing.came_true else "lapsed"
    return ClauseLine(
        id=one.pk,
        text=clause_text(one.content, names),
        state=state,
        at=firing.at if firing else None,
        change=firing.change_id if firing else None,
        version=firing.change.number if firing and firing.change else None,
        flaws=[flaw for flaw in wrong if str(one.pk) in flaw.clauses],
    )


def _tasks(case: Collaboration) -> list[tuple[int, UUID, str]]:
    rows = Task.objects.standing().filter(collaboration=case).order_by("position", "number")
    return list(rows.values_list("number", "pk", "name"))


def _preview(
    typed: Mapping[str, Any], offered: Offered, tasks: Sequence[tuple[int, UUID, str]]
) -> str:
    try:
        said, then = reading.read_clause(typed, offered)
    except Invalid:
        return ""
    content: Content = {"if": said, "then": then}
    titles = {str(key): name for _number, key, name in tasks}
    return clause_text(content, Names(people=dict(offered.people), titles=titles))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
