"""What the pages about the organisation need, in a bounded number of queries."""

from tongzhou.org.queries.days import SpecialDay, special_days
from tongzhou.org.queries.departments import (
    Branch,
    children_of,
    department_tree,
    liaisons_by_department,
)
from tongzhou.org.queries.listing import SHOWN, Wanted, people_page
from tongzhou.org.queries.names import names_of
from tongzhou.org.queries.people import (
    MOST_MATCHES,
    away,
    delegations_of,
    people_matching,
    people_of,
    seats_of,
    tokens_of,
)
from tongzhou.org.queries.rows import Row, Rows

__all__ = [
    "MOST_MATCHES",
    "SHOWN",
    "Branch",
    "Row",
    "Rows",
    "SpecialDay",
    "Wanted",
    "away",
    "children_of",
    "delegations_of",
    "department_tree",
    "liaisons_by_department",
    "names_of",
    "people_matching",
    "people_of",
    "people_page",
    "seats_of",
    "special_days",
    "tokens_of",
]
