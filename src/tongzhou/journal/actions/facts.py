"""Takes rows over into the proof that were written without an entry of their own."""

from typing import Any

from django.db import transaction

from tongzhou.core.ids import new_id
from tongzhou.journal.actions.entries import record
from tongzhou.journal.append_only import KEPT
from tongzhou.journal.events import FactsTakenOver
from tongzhou.journal.facts import columns_of, digests, model_of, together
from tongzhou.journal.followed import FOLLOWED
from tongzhou.journal.verify_facts import Vouched, vouched_for

AT_ONCE = 1000
"""Rows one entry vouches for."""


def take_over(*, only_new: bool = False) -> None:
    """One entry over all rows nobody vouches for: history that was loaded in bulk.

    `only_new`: of tables of which nothing was ever vouched for, as an update of the program finds
    them; so nothing that was put in later is blessed.
    """
    with transaction.atomic():
        vouched = vouched_for()
        tables = [
            name for name, kept in KEPT.items() if not kept.proved_by and name not in FOLLOWED
        ]
        if only_new:
            tables = [table for table in tables if table not in vouched.tables]
        found = {table: rest for table in tables if (rest := _rest(table, vouched))}
        if found:
            record(FactsTakenOver(subject=new_id(), facts=found), by=None)
        for table in FOLLOWED:
            if not (only_new and table in vouched.tables):
                _take_over_singly(table, vouched.keys(table))


def _take_over_singly(table: str, known: set[str]) -> None:
    """Rows that move on each need a word of their own, which the next move replaces."""
    model = model_of(table)
    if model is None:
        return
    of = columns_of(model)
    rest = [(key, one) for key, one in digests(model, of).items() if key not in known]
    for start in range(0, len(rest), AT_ONCE):
        facts = {table: [{"of": of, "rows": dict(rest[start : start + AT_ONCE])}]}
        record(FactsTakenOver(subject=new_id(), facts=facts), by=None)


def _rest(table: str, vouched: Vouched) -> list[dict[str, Any]] | None:
    model = model_of(table)
    if model is None:
        return None
    of = columns_of(model, is_settled=KEPT[table].is_open_at_first)
    known = vouched.keys(table)
    rest = [digest for key, digest in digests(model, of).items() if key not in known]
    return [{"of": of, "others": together(rest)}] if rest else None
