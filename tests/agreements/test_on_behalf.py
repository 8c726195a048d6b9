"""Whatever a stand-in does with an agreement is kept as done for somebody: «代»."""

from datetime import date

import pytest

from tests.agreements.table import Table
from tongzhou.agreements import actions
from tongzhou.agreements.actions import changes
from tongzhou.agreements.models import ChangeRequest
from tongzhou.agreements.proof import Proof
from tongzhou.core import clock
from tongzhou.journal.models import Entry
from tongzhou.org.models import Delegation, Person

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def gao(table: Table) -> Person:
    """Gao stands in this week for Lin, who is in charge."""
    stand_in(table.company.lin, table.company.gao)
    return table.company.gao


def stand_in(absent: Person, present: Person) -> None:
    Delegation.objects.create(
        person=absent, delegate=present, since=date(2023, 7, 1), until=date(2023, 7, 9)
    )


def kept(kind: str) -> tuple[object, object]:
    entry = Entry.objects.filter(kind=kind).latest("seq")
    return entry.actor, entry.on_behalf_of


def requested(table: Table, by: Person) -> ChangeRequest:
    values = {table.review.pk: {"end": "2023-08-25"}}
    return changes.draft(table.case, by=by, reason="延 5 天", values=values)


def test_circulating_and_taking_back(table: Table, gao: Person) -> None:
    version = actions.circulate(table.case, by=gao)
    actions.withdraw(version, by=gao, reason="补一行")
    both = (gao.pk, table.company.lin.pk)
    for kind in ("agreement.circulated", "collaboration.circulated", "agreement.withdrawn"):
        assert kept(kind) == both


def test_the_last_signature_by_a_stand_in_brings_it_into_force_in_the_heads_name(
    table: Table,
) -> None:
    company = table.company
    stand_in(company.chen, company.xu)
    version = table.circulate()
    for department in (company.marketing, company.product, company.sales):
        version = table.sign(version, department)
    actions.sign(
        version, department=company.service, by=company.xu, seen=version.root,
        proof=Proof(clock.now()),
    )  # fmt: skip
    assert kept("collaboration.came_into_force") == (company.xu.pk, company.chen.pk)


def test_submitting_and_withdrawing_a_change(table: Table, gao: Person) -> None:
    table.in_force()
    change = requested(table, gao)
    changes.submit(change, by=gao)
    changes.withdraw(change, by=gao, reason="不需要了")
    both = (gao.pk, table.company.lin.pk)
    for kind in ("change.drafted", "change.submitted", "change.withdrawn"):
        assert kept(kind) == both


@pytest.mark.parametrize("verb", ["take_up", "reject"])
def test_deciding_on_a_change(table: Table, gao: Person, verb: str) -> None:
    table.in_force()
    change = requested(table, table.company.wang)
    changes.submit(change, by=table.company.wang)
    more = {"reason": "不影响目标"} if verb == "reject" else {}
    getattr(changes, verb)(change, by=gao, **more)
    kind = {"take_up": "change.taken_up", "reject": "change.rejected"}[verb]
    assert kept(kind) == (gao.pk, table.company.lin.pk)


def test_objecting_to_a_change_rejects_it_in_the_heads_name(table: Table) -> None:
    company = table.company
    table.in_force()
    change = requested(table, company.lin)
    changes.submit(change, by=company.lin)
    stand_in(company.wang, company.wu)
    version = change.versions.get()
    actions.object_to(version, department=company.product, by=company.wu, reason="人手不够")
    assert kept("change.rejected") == (company.wu.pk, company.wang.pk)
