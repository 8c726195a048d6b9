"""One act is told once: in the timeline, and to each person who hears of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.agreements.table import Table
from tests.forms import page
from tongzhou.agreements import actions
from tongzhou.journal.models import Entry
from tongzhou.journal.worker import run_once
from tongzhou.notices.models import Notice

SignIn = Callable[[Any], Client]
pytestmark = pytest.mark.usefixtures("clock")


def told(table: Table, person: Any) -> list[str]:
    run_once()
    about = Notice.objects.filter(person=person, collaboration=table.case)
    return sorted(about.values_list("kind", flat=True))


@pytest.mark.check("T051")
def test_a_circulation_is_one_line_and_one_notice(table: Table, signed_in: SignIn) -> None:
    table.circulate()
    company = table.company
    assert Entry.objects.filter(kind="collaboration.circulated").exists(), "it stays in the chain"
    shown = page(signed_in(company.li), f"/collaborations/{table.case.pk}/timeline")
    assert len(shown.css(".timeline li")) == 1
    assert told(table, company.wang) == ["agreement.circulated"]
    assert told(table, company.liu) == ["collaboration.circulated"]


def test_taking_back_is_one_notice_each(table: Table) -> None:
    version = table.circulate()
    run_once()
    Notice.objects.all().delete()
    actions.withdraw(version, by=table.company.li, reason="补一行")
    company = table.company
    assert told(table, company.wang) == ["agreement.withdrawn"]
    assert told(table, company.lin) == ["agreement.withdrawn"]
    assert told(table, company.zhou) == ["collaboration.reopened"]
