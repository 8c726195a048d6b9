"""A ruling is kept while the heads sign another change, and carried out when they have."""

from datetime import date
from typing import Any

import pytest

from tests.agreements.table import Table
from tests.forms import send
from tests.problems.quarrel import both_said, proposed
from tongzhou.agreements.actions import changes, object_to
from tongzhou.agreements.actions.turns import unsigned_departments
from tongzhou.agreements.models import ChangeRequest
from tongzhou.journal.worker import run_once
from tongzhou.problems.actions import rulings
from tongzhou.problems.models import Problem


def signing(table: Table) -> ChangeRequest:
    """Marketing's own change is with the heads."""
    wanted = {table.campaign.pk: {"end": "2023-09-25"}}
    change = changes.draft(table.case, by=table.company.lin, reason="素材", values=wanted)
    return changes.submit(change, by=table.company.lin)


def ruled_meanwhile(table: Table, signed_in: Any) -> Problem:
    problem = both_said(table)
    option = proposed(table, problem)
    rulings.escalate(problem, by=table.company.li)
    ruling = {"sentence": "先优化", "option": str(option.pk)}
    answer = send(signed_in(table.company.chen_zong), f"/problems/{problem.pk}/rulings", **ruling)
    assert answer.status_code == 303
    return problem


def state_of(problem: Problem) -> tuple[str, str]:
    ruling = Problem.objects.get(pk=problem.pk).ruling
    assert ruling
    assert ruling.change
    return Problem.objects.get(pk=problem.pk).state, ruling.change.state


def all_sign(table: Table, change: ChangeRequest) -> None:
    version = change.versions.get()
    for department in unsigned_departments(version):
        table.sign(version, department)


@pytest.mark.parametrize("is_signed", [True, False])
def test_the_ruling_goes_to_the_heads_when_the_other_change_is_over(
    table: Table, signed_in: Any, is_signed: bool
) -> None:
    other = signing(table)
    problem = ruled_meanwhile(table, signed_in)
    run_once()
    assert state_of(problem) == ("ruled", "draft")
    if is_signed:
        all_sign(table, other)
    else:
        marketing, li = table.company.marketing, table.company.li
        object_to(other.versions.get(), department=marketing, by=li, reason="不改了")
    run_once()
    assert state_of(problem) == ("ruled", "signing")
    all_sign(table, ChangeRequest.objects.get(ruling__isnull=False))
    run_once()
    assert state_of(problem) == ("closed", "applied")
    table.review.refresh_from_db()
    assert table.review.end == date(2023, 8, 25)
