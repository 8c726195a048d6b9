"""Where the rows of a table would come to stand if the clauses «若…则…» about them came true."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries.foreseen import Foreseen, Planned, foreseen, latest_moves
from tongzhou.plans.rows import Row


def ahead(collaboration: Collaboration, rows: Iterable[Row]) -> tuple[Foreseen, ...]:
    known = {row.id: Planned(row.name, row.start, row.end, row.state) for row in rows}
    return foreseen(collaboration.pk, collaboration.state, known)


def latest_ends(found: Iterable[Foreseen]) -> dict[UUID, date]:
    return {task: move.to for task, (_clause, move) in latest_moves(found).items()}
