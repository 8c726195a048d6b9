"""Every cell of docs/rights.md: whoever fills the role may, nobody else, in no other state."""

from collections.abc import Callable
from functools import partial

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction

from tests.company import Company
from tests.house.test_rights import ending
from tests.house.truths import TRUTHS, Truth
from tongzhou.core.lifecycle import LIFECYCLES, Lifecycle
from tongzhou.core.verdicts import Refused
from tongzhou.exchange.models import Gain

TABLES = {table.name: table for table in LIFECYCLES}
STRANGERS = ("feng", "qian", "auditor", "administrator")
"""They take no part; the last two keep the house and still neither sign nor answer."""
OTHERWISE = {"ask", "collaboration", "roster_import"}
"""Asked by test_rights.py; the table of people belongs to the administrators alone (tests/org/test_roster.py)."""


@pytest.mark.check("T002")
@pytest.mark.check("T003")
def test_every_lifecycle_is_asked() -> None:
    by_people = {
        table.name for table in LIFECYCLES if {move.who for move in table.moves} - {"clock"}
    }
    asked = {one.__name__ for one in TRUTHS} - {"accepted"}
    assert asked | OTHERWISE == by_people


@pytest.mark.django_db
@pytest.mark.check("T002")
@pytest.mark.check("T003")
@pytest.mark.parametrize("made", TRUTHS, ids=lambda one: one.__name__)
def test_every_cell_says_who_may(
    made: Callable[[Company], Truth], company: Company, clock: object
) -> None:
    truth = made(company)
    table, model = TABLES[truth.lifecycle], type(truth.matter)
    wrong, reached = [], 0
    for state in [table.state("due")] if model is Gain else table.states:
        rows = model._base_manager.filter(pk=truth.matter.pk)
        try:
            with transaction.atomic():
                if model is not Gain:  # its state follows from its receipt, of which there is none
                    rows.update(state=state.key)
                wrong += judged(truth, table, state.key, company)
                transaction.set_rollback(True)
            reached += 1
        except (DatabaseError, ObjectDoesNotExist, AssertionError):
            continue  # facts this state stands on are missing: no row can be in it
    assert reached
    assert wrong == []


def judged(
    truth: Truth, table: Lifecycle, state: str, company: Company
) -> list[tuple[object, ...]]:
    wrong: list[tuple[object, ...]] = []
    for verb, (holder, act) in truth.verbs.items():
        may = table.allows(state, verb)
        for name in (holder.login, *STRANGERS):
            person = holder if name == holder.login else getattr(company, name)
            fresh = type(truth.matter)._base_manager.get(pk=truth.matter.pk)
            said = ending(partial(act, fresh, person))
            if name == holder.login and not may:
                right = said is not None
            elif name == holder.login:
                right = said is not Refused
            else:
                right = said is Refused if may else said is not None
            if not right:
                wrong.append((state, verb, name, said and said.__name__))
    return wrong
