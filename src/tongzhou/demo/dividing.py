"""How the people of the demonstration divide the work: rows, what follows what, what if."""

from itertools import pairwise

from tongzhou.agreements.actions import providing
from tongzhou.collaborations.models import Ask
from tongzhou.demo.gathering import kick_off
from tongzhou.demo.played import Played, Scenes
from tongzhou.demo.scripts import Part
from tongzhou.plans import actions as plans
from tongzhou.plans.actions.dependencies import add_dependency
from tongzhou.plans.models import Task


def divide(played: Played) -> Scenes:
    script = played.script
    yield from kick_off(played)
    yield played.moment(6)
    name, deliverable, criterion = script.own_row
    last = script.lasts - 16
    played.tasks.append(_row(played, script.department, name, deliverable, criterion, 8, last))
    for number, (ask, part) in enumerate(zip(played.asks, script.parts, strict=True)):
        played.tasks.append(_row_of(played, part, ask, first=12 + 3 * number))
    _link(played)
    _foresee(played)


def _link(played: Played) -> None:
    """Whoever helps begins after the row that says what is wanted; the last two end together."""
    own, *parts = played.tasks
    for part in parts:
        add_dependency(part, on=own, by=played.initiator, kind="SS", lag_days=1)
    for former, last in pairwise(parts[-2:]):
        add_dependency(last, on=former, by=played.initiator, kind="FF")


def _foresee(played: Played) -> None:
    """The one that is watched from above has agreed what happens if it is late."""
    if not played.script.troubled:
        return
    _own, first, *_others, last = played.tasks
    late = {
        "kind": "late",
        "task": str(first.pk),
        "on": played.date(played.script.lasts).isoformat(),
    }
    shift = {"kind": "shift", "tasks": [str(last.pk)], "days": 3}
    providing.add_clause(played.case, late, shift, by=played.initiator)
    providing.set_leeway(played.case, [{"kind": "shift", "days": 2}], by=played.initiator)


def _row_of(played: Played, part: Part, ask: Ask, *, first: int) -> Task:
    last = max(first + 5, played.script.lasts - 15)
    return _row(
        played, part.department, part.row, part.deliverable, part.criterion, first, last, ask=ask
    )


def _row(
    played: Played, code: str, name: str, deliverable: str, criterion: str, first: int, last: int,
    ask: Ask | None = None,
) -> Task:  # fmt: skip
    new = plans.NewTask(
        name=name,
        department=played.department(code),
        ask=ask,
        start=played.date(first),
        end=played.date(last),
        deliverable=deliverable,
        criteria=(criterion,),
        supports=(played.department(_supporting(played, code)).pk,),
        responsible=played.carriers[len(played.tasks)],
    )
    return plans.add_task(played.case, new, by=played.initiator)


def _supporting(played: Played, code: str) -> str:
    """The next partner; the initiator's own row is supported by the first, who accepts it."""
    partners = [part.department for part in played.script.parts]
    if code not in partners:
        return partners[0]
    return (
        partners[(partners.index(code) + 1) % len(partners)]
        if partners[1:]
        else played.script.department
    )
