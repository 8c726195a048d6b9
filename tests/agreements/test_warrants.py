"""A row without signatures stands only by what had been signed before, here and elsewhere."""

import json
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest

from tests.agreements.beforehand import clause, late, leeway, shift
from tests.agreements.table import Table
from tests.agreements.tampering import behind_the_back
from tests.at_once import at_once
from tongzhou.agreements.actions import changes
from tongzhou.agreements.actions.clauses import carry_out_due, decide
from tongzhou.agreements.models import Firing, Seat, Version
from tongzhou.agreements.offline.verify import Check
from tongzhou.agreements.queries.evidence import evidence
from tongzhou.agreements.verify import verify_signatures


def in_force(table: Table) -> Version:
    return Version.objects.get(collaboration=table.case, state="in_force")


def checked(found: dict[str, Any]) -> Check:
    check = Check(json.loads(json.dumps(found)), [])
    check.run()
    return check


def test_evidence_says_what_a_row_without_seals_rests_on(table: Table, clock: ModuleType) -> None:
    clause(table, late(table.complaints, "2023-07-14"), shift(table.campaign))
    table.in_force()
    clock.advance(timedelta(days=12))
    carry_out_due()
    found = evidence(in_force(table))
    assert [one["kind"] for one in found["warrants"]] == ["clause"]
    check = checked(found)
    assert check.problems == []
    assert any("rests on v1" in note for note in check.notes)
    assert any("没有签字人" in one for one in checked(found | {"warrants": []}).problems)


@pytest.mark.check("T034")
def test_a_leeway_put_into_the_terms_afterwards_allows_nothing(table: Table) -> None:
    leeway(table)
    base = table.in_force()
    values = {table.review.pk: {"end": "2023-08-22"}}
    change = changes.draft(table.case, by=table.company.lin, reason="晚两天", values=values)
    changes.apply_at_once(change, by=table.company.lin)
    assert verify_signatures() == []
    terms = base.rows.get(kind="terms")
    with behind_the_back():
        terms.content.pop("leeways")
        terms.save(update_fields=["content"])
    told = [one.sentence for one in verify_signatures()]
    assert any("需求评审与开发" in sentence and "v2" not in sentence for sentence in told)


@pytest.mark.check("T034")
def test_seats_that_were_taken_away_are_missed(table: Table) -> None:
    version = table.circulate()
    with behind_the_back():
        Seat.objects.filter(row__version=version, row__task=table.survey).delete()
    told = [one for one in verify_signatures() if one.task == table.survey.number]
    assert told


@pytest.mark.check("T059")
@pytest.mark.django_db(transaction=True)
def test_two_workers_carry_a_clause_out_once(table: Table, clock: ModuleType) -> None:
    made = clause(table, late(table.complaints, "2023-07-14"), shift(table.campaign))
    table.in_force()
    clock.advance(timedelta(days=12))
    at_once(*[lambda: decide(made.pk)] * 2)
    decide(made.pk)
    assert Firing.objects.count() == 1
    assert Version.objects.filter(collaboration=table.case).count() == 2
    assert verify_signatures() == []


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_within_the_leeway_one_must_be_brought_up_to_date(table: Table) -> None:
    leeway(table)
    table.in_force()
    lin = table.company.lin
    both = [
        changes.draft(
            table.case, by=lin, reason=f"晚到{end}", values={table.review.pk: {"end": end}}
        )
        for end in ("2023-08-21", "2023-08-22")
    ]
    at_once(*[lambda one=one: changes.apply_at_once(one, by=lin) for one in both])
    states = sorted(type(one).objects.get(pk=one.pk).state for one in both)
    assert states == ["applied", "draft"]
    assert verify_signatures() == []
