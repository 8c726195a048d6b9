"""S3: who did not sign a change again is told, and can object within the period."""

from collections.abc import Callable
from datetime import date, timedelta
from types import ModuleType

import pytest
from django.test import Client

from tests.agreements.table import Table
from tests.forms import send
from tongzhou.agreements.actions import changes
from tongzhou.agreements.models import ChangeRequest, RowSignature
from tongzhou.agreements.verify import verify_signatures
from tongzhou.collaborations.models import Ball
from tongzhou.core.verdicts import NotPossibleNow, Refused
from tongzhou.org.models import Person

SignIn = Callable[[Person], Client]


def applied(table: Table) -> ChangeRequest:
    """The review ends later; the service department has no seat at it."""
    table.in_force()
    values = {table.review.pk: {"end": "2023-08-25"}}
    change = changes.draft(table.case, by=table.company.lin, reason="晚 5 天", values=values)
    version = changes.submit(change, by=table.company.lin).versions.get()
    for department in (table.company.product, table.company.sales, table.company.marketing):
        table.sign(version, department)
    change.refresh_from_db()
    return change


def test_an_objection_becomes_a_request_to_take_it_back(table: Table, signed_in: SignIn) -> None:
    change, company = applied(table), table.company
    chen = signed_in(company.chen)
    assert "之前可以提出异议" in chen.get(f"/changes/{change.pk}").content.decode()
    sent = {"department": str(company.service.pk), "reason": "客服排班已经定了"}
    assert send(chen, f"/changes/{change.pk}/objections", **sent).status_code == 303
    made = change.objections.get()
    assert (made.state, made.department) == ("reviewing", company.service)
    assert made.lines.get().new == "2023-08-18"
    ball = Ball.objects.get(kind="change", matter=made.pk)
    assert (ball.department, ball.person) == (company.marketing, company.lin)
    assert "客服排班已经定了" in chen.get(f"/changes/{change.pk}").content.decode()
    version = changes.take_up(made, by=company.lin).versions.get()
    for department in (company.product, company.sales, company.marketing):
        version = table.sign(version, department)
    table.review.refresh_from_db()
    assert table.review.end == date(2023, 8, 18)
    assert verify_signatures() == []


def test_silence_is_neither_an_objection_nor_a_signature(table: Table, clock: ModuleType) -> None:
    change, company = applied(table), table.company
    before = RowSignature.objects.count()
    clock.advance(timedelta(days=8))
    with pytest.raises(NotPossibleNow):
        changes.object_afterwards(
            change, department=company.service, by=company.chen, reason="太晚了"
        )
    assert RowSignature.objects.count() == before


def test_only_heads_of_those_who_did_not_sign_object_and_each_once(table: Table) -> None:
    change, company = applied(table), table.company
    for department, by in ((company.sales, company.zhao), (company.service, company.huang)):
        with pytest.raises(Refused):
            changes.object_afterwards(change, department=department, by=by, reason="不行")
    changes.object_afterwards(change, department=company.service, by=company.chen, reason="不行")
    with pytest.raises(Refused):
        changes.object_afterwards(
            change, department=company.service, by=company.chen, reason="还是不行"
        )
