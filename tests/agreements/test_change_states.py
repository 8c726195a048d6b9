"""T032: what the table of a change request does not list is refused, in every state."""

from collections.abc import Callable

import pytest

from tests.agreements.table import Table
from tongzhou.agreements.actions import changes
from tongzhou.agreements.models import ChangeRequest
from tongzhou.agreements.states import CHANGE
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person

Verb = Callable[[ChangeRequest, Person], object]
VERBS: dict[str, Verb] = {
    "revise": lambda change, by: changes.revise(change, by=by, values={}),
    "rebase": lambda change, by: changes.rebase(change, by=by),
    "declare": lambda change, by: changes.declare(change, by=by),
    "apply_at_once": lambda change, by: changes.apply_at_once(change, by=by),
    "submit": lambda change, by: changes.submit(change, by=by),
    "take_up": lambda change, by: changes.take_up(change, by=by),
    "reject": lambda change, by: changes.reject(change, by=by, reason="不行"),
    "withdraw": lambda change, by: changes.withdraw(change, by=by, reason="不行"),
}
FORBIDDEN = [
    (state.key, verb)
    for state in CHANGE.states
    for verb in VERBS
    if not CHANGE.allows(state.key, verb)
]


def drafted(table: Table) -> ChangeRequest:
    table.in_force()
    return changes.draft(
        table.case,
        by=table.company.lin,
        reason="晚 5 天",
        values={table.review.pk: {"end": "2023-08-25"}},
    )


@pytest.mark.check("T032")
@pytest.mark.parametrize(("state", "verb"), FORBIDDEN)
def test_what_the_table_does_not_list_is_refused(table: Table, state: str, verb: str) -> None:
    change = drafted(table)
    hurried = {"kind": "emergency", "due_at": clock.now()} if state == "provisional" else {}
    ChangeRequest.objects.filter(pk=change.pk).update(state=state, **hurried)
    entries = Entry.objects.count()
    with pytest.raises(NotPossibleNow):
        VERBS[verb](change, table.company.lin)
    assert Entry.objects.count() == entries


@pytest.mark.check("T032")
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", ["zhao", "qian", "gao", "administrator", "auditor"])
def test_whoever_neither_asked_nor_leads_decides_nothing(
    table: Table, verb: str, name: str
) -> None:
    change = drafted(table)
    with pytest.raises(Refused):
        VERBS[verb](change, getattr(table.company, name))


def test_a_change_that_a_ruling_demands_goes_straight_to_the_heads_and_stays(
    table: Table,
) -> None:
    table.in_force()
    ruling = table.case.pk
    change = changes.draft(
        table.case,
        by=table.company.chen_zong,
        reason="裁决：先优化",
        values={table.review.pk: {"end": "2023-08-25"}},
        ruling=ruling,
    )
    changes.submit(change, by=table.company.chen_zong)
    change.refresh_from_db()
    assert change.state == "signing"
    with pytest.raises(NotPossibleNow):
        changes.reject(change, by=table.company.lin, reason="不想改")
