"""What a page asks of the database does not grow with what it shows."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.collaborations import asking
from tests.collaborations.asking import drafted_case
from tests.company import Company
from tongzhou.collaborations.models import Ball, Collaboration, Party
from tongzhou.core import clock
from tongzhou.knowledge.actions import reindex_all
from tongzhou.org.models import Person
from tongzhou.plans.models import Criterion, Role, Task

SignedIn = Callable[[Person], Client]
MOST = 20


def more_cases(company: Company, count: int) -> None:
    """Collaborations of the department, each with its ball."""
    now, before = clock.now(), Collaboration.objects.count()
    made = [
        Collaboration(
            number=f"协-2020-{before + n:04}", name=f"留存 {before + n}", state="asking",
            department=company.marketing, person_in_charge=company.li, created_by=company.li,
            created_at=now, sent_at=now, state_since=now, changed_at=now,
        )
        for n in range(count)
    ]  # fmt: skip
    Collaboration.objects.bulk_create(made)
    Party.objects.bulk_create(
        Party(collaboration=one, department=company.marketing, is_initiator=True) for one in made
    )
    Ball.objects.bulk_create(
        Ball(
            collaboration=one, kind="collaboration", matter=one.pk, state="asking", title=one.name,
            department=company.marketing, person=company.li, since=now, due_at=now,
        )
        for one in made
    )  # fmt: skip


def more_tasks(company: Company, case: Collaboration, count: int) -> None:
    before = Task.objects.filter(collaboration=case).count()
    made = [
        Task(
            collaboration=case, number=before + n + 1, position=before + n, name=f"留存任务 {n}",
            department=company.marketing, start=clock.today(), end=clock.today(),
        )
        for n in range(count)
    ]  # fmt: skip
    Task.objects.bulk_create(made)
    Role.objects.bulk_create(Role(task=one, letter="A", person=company.li) for one in made)
    Criterion.objects.bulk_create(Criterion(task=one, position=1, text="100%") for one in made)


def asked(browser: Client, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


@pytest.mark.check("T179")
@pytest.mark.django_db
def test_pages_ask_as_much_for_a_hundred_rows_as_for_one(
    company: Company, signed_in: SignedIn
) -> None:
    case = drafted_case(company)
    asking.send(case, by=company.li)
    browser = signed_in(company.li)
    addresses = {
        "today": "/", "list": "/collaborations?rows=100", "search": "/search?q=留存",
        "overview": f"/collaborations/{case.pk}", "plan": f"/collaborations/{case.pk}/plan",
    }  # fmt: skip
    found = []
    for more in (1, 9, 90):
        more_cases(company, more)
        more_tasks(company, case, more)
        reindex_all()
        found.append({name: asked(browser, address) for name, address in addresses.items()})
    one, ten, hundred = found
    assert one == ten == hundred
    assert all(count <= MOST for count in one.values()), one
