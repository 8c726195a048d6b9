"""What the pages about the organisation need, in a bounded number of queries."""

from tongzhou.org.queries.days import SpecialDay, changes, months, special_days
from tongzhou.org.queries.departments import (
    Branch,
    Company,
    acting_to_come,
    aliases_of,
    children_of,
    company_on,
    company_today,
    departments_matching,
    liaisons_by_department,
    measured_and_timed,
    profile_of,
    profiles_of,
)
from tongzhou.org.queries.listing import SHOWN, Wanted, people_page
from tongzhou.org.queries.names import names_of
from tongzhou.org.queries.people import (
    MOST_MATCHES,
    away,
    delegations_of,
    people_matching,
    people_near,
    people_of,
    seats_of,
    tokens_of,
)
from tongzhou.org.queries.rows import Row, Rows

__all__ = [
    "MOST_MATCHES",
    "SHOWN",
    "Branch",
    "Company",
    "Row",
    "Rows",
    "SpecialDay",
    "Wanted",
    "away",
    "changes",
    "children_of",
    "delegations_of",
    "acting_to_come",
    "aliases_of",
    "company_on",
    "company_today",
    "departments_matching",
    "liaisons_by_department",
    "months",
    "names_of",
    "people_matching",
    "people_near",
    "people_of",
    "people_page",
    "profile_of",
    "measured_and_timed",
    "profiles_of",
    "seats_of",
    "special_days",
    "tokens_of",
]
