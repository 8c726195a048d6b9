from collections.abc import Callable

from django.test import Client

from tests.agreements.table import Table
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]


def test_before_circulation_the_page_says_who_will_sign(table: Table, signed_in: SignedIn) -> None:
    page = signed_in(table.company.lin).get(f"/collaborations/{table.case.pk}/agreement")
    assert page.status_code == 200
    text = page.content.decode()
    assert "产品部印" in text
    assert f"/collaborations/{table.case.pk}/agreements" in text


def test_a_head_reads_and_signs_on_one_page(table: Table, signed_in: SignedIn) -> None:
    version = table.circulate()
    wang = signed_in(table.company.wang)
    page = wang.get(f"/agreements/{version.pk}")
    assert version.root in page.content.decode()
    sent = wang.post(
        f"/agreements/{version.pk}/signatures",
        {
            "department": table.company.product.pk,
            "seen": version.root,
            "identity_password": "tongzhou-2023",
        },
    )
    assert sent.status_code == 303
