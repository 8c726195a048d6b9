"""What a change request wants of clauses and leeway: which stay, one more, how far."""

from collections.abc import Mapping
from typing import Any

from tongzhou.agreements.binding import Content
from tongzhou.agreements.provisions.typed import read_clause, read_leeway
from tongzhou.agreements.provisions.vocabulary import Said, clause
from tongzhou.agreements.provisions.wording import clause_text
from tongzhou.agreements.queries.provisions import offered_to, rows_and_names
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.ids import new_id

FIELDS = ("if_task", "if_count", "if_on", "then_tasks", "then_days", "then_task", "then_person")


def listed(
    case: Collaboration, terms: Content, typed: Mapping[str, str]
) -> list[tuple[str, str, bool]]:
    """Each clause with its sentence, and whether it shall stay."""
    clauses: list[Said] = terms.get("clauses", [])
    if not clauses:
        return []
    _rows, names = rows_and_names(case, clauses)
    is_sent = "is_beforehand" in typed
    return [
        (one["id"], clause_text(one, names), not is_sent or _stays(one, typed)) for one in clauses
    ]


def wanted(case: Collaboration, terms: Content, typed: Mapping[str, str]) -> Mapping[str, Any]:
    """Raises `Invalid` with an error per field; a new clause only where something was filled in."""
    clauses = [one for one in terms.get("clauses", []) if _stays(one, typed)]
    if any(str(typed.get(name, "")).strip() for name in FIELDS):
        condition, consequence = read_clause(typed, offered_to(case))
        clauses.append(clause(new_id(), condition, consequence))
    return {"clauses": clauses, "leeways": read_leeway(typed)}


def _stays(one: Said, typed: Mapping[str, str]) -> bool:
    return bool(typed.get(f"keep_{one['id']}"))
