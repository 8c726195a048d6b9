"""Who was turned away and who took a file out of the house can be read afterwards."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.api.conftest import Caller
from tests.collaborations.asking import sent
from tests.company import Company
from tongzhou.org.actions.tokens import create_token
from tongzhou.org.models import Access, Person

pytestmark = pytest.mark.django_db


@pytest.mark.check("T156")
def test_a_refusal_and_an_export_leave_one_trace_each(
    company: Company, signed_in: Callable[[Person], Client]
) -> None:
    case = sent(company).collaboration
    browser = signed_in(company.liu)
    assert browser.get("/administration").status_code == 403
    taken = browser.get(f"/collaborations/{case.pk}/plan.csv")
    b"".join(taken) if taken.streaming else taken.content
    assert browser.get("/week").status_code == 200
    caller = Caller(create_token(company.liu, by=None, name="x", scopes=["own:read"]))
    assert caller.get(f"/collaborations/{case.pk}").status_code == 403
    traces = Access.objects.order_by("id").values_list("kind", "person", "page", "by_token")
    assert list(traces) == [
        ("refused", company.liu.pk, "/administration", False),
        ("exported", company.liu.pk, f"/collaborations/{case.pk}/plan.csv", False),
        ("refused", company.liu.pk, f"/api/v1/collaborations/{case.pk}", True),
    ]


def test_administrators_read_the_traces(
    company: Company, signed_in: Callable[[Person], Client]
) -> None:
    signed_in(company.liu).get("/administration")
    page = signed_in(company.administrator).get("/administration/accesses").content.decode()
    assert "刘洋" in page
    assert signed_in(company.liu).get("/administration/accesses").status_code == 403
