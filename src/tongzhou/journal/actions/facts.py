"""Takes rows over into the proof that were written without an entry of their own."""

from typing import Any

from django.db import transaction

from tongzhou.core.ids import new_id
from tongzhou.journal.actions.entries import record
from tongzhou.journal.append_only import KEPT
from tongzhou.journal.events import FactsTakenOver
from tongzhou.journal.facts import columns_of, digests, model_of, together
from tongzhou.journal.verify_facts import Vouched, vouched_for


def take_over(*, only_new: bool = False) -> None:
    """One entry over all rows nobody vouches for: history that was loaded in bulk.

    `only_new`: of tables of which nothing was ever vouched for, as an update of the program finds
    them; so nothing that was put in later is blessed.
    """
    with transaction.atomic():
        vouched = vouched_for()
        tables = [table for table, kept in KEPT.items() if not kept.proved_by]
        if only_new:
            tables = [table for table in tables if table not in vouched.tables]
        found = {table: rest for table in tables if (rest := _rest(table, vouched))}
        if found:
            record(FactsTakenOver(subject=new_id(), facts=found), by=None)


def _rest(table: str, vouched: Vouched) -> list[dict[str, Any]] | None:
    model = model_of(table)
    if model is None:
        return None
    of = columns_of(model, is_settled=KEPT[table].is_open_at_first)
    known = vouched.keys(table)
    rest = [digest for key, digest in digests(model, of).items() if key not in known]
    return [{"of": of, "others": together(rest)}] if rest else None
