"""What screens, the checker and the agreements ask the division table."""

from tongzhou.plans.queries.choices import agreed, choices, choices_for, menus, paths_of_parties
from tongzhou.plans.queries.content import (
    SIGNED,
    contents_of_tables,
    signed_content,
    signed_contents,
)
from tongzhou.plans.queries.desks import desks
from tongzhou.plans.queries.fields import own_row, own_table
from tongzhou.plans.queries.fields import readers as own_readers
from tongzhou.plans.queries.findings import facts, findings
from tongzhou.plans.queries.page import PlanPage, plan_page
from tongzhou.plans.queries.table import row, table

__all__ = [
    "SIGNED", "PlanPage", "agreed", "choices", "choices_for",
    "contents_of_tables", "desks", "facts", "findings", "menus",
    "own_readers", "own_row", "own_table", "paths_of_parties", "plan_page",
    "row", "signed_content", "signed_contents", "table",
]  # fmt: skip
