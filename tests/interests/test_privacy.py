"""Another side's scores: changing them changes nothing that anybody else can read, anywhere."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.company import Company
from tests.forms import send
from tests.interests import aligning
from tongzhou.collaborations.models import Collaboration, Named
from tongzhou.interests.actions import maps
from tongzhou.interests.actions.scoring import Scores
from tongzhou.interests.models import Interest, OptionTable, TableFloor, TableMark, TableScore
from tongzhou.journal.models import Entry
from tongzhou.journal.worker import run_once
from tongzhou.notices.models import Notice
from tongzhou.org import actions as org
from tongzhou.org.models import Department

SignIn = Callable[[Any], Client]
CHANGING = re.compile(r"[\w-]{16,}|\w+_[0-9a-f]{6}\b")


@pytest.mark.check("T012")
@pytest.mark.check("T013")
@pytest.mark.check("T014")
@pytest.mark.parametrize("state", ["scoring", "compared", "proposed"])
def test_no_page_changes_when_another_sides_scores_do(
    company: Company, signed_in: SignIn, state: str
) -> None:
    table = _brought_to(company, state)
    Named.objects.create(
        collaboration=table.collaboration, person=company.gao, why=Named.Why.FACILITATOR
    )
    readers = [company.lin, company.huang, company.chen_zong, company.auditor, company.gao]  # fmt: skip
    before = {reader.login: _everything(reader, table, signed_in) for reader in readers}
    other = {"side__department": company.product}
    for row in TableScore.objects.filter(**other):
        TableScore.objects.filter(pk=row.pk).update(value=10 - row.value)
    TableFloor.objects.filter(**other).update(value=0)
    for reader in readers:
        assert _everything(reader, table, signed_in) == before[reader.login], reader.login
    own = _everything(company.liu, table, signed_in)
    TableScore.objects.filter(**other).update(value=1)
    assert _everything(company.liu, table, signed_in) != own


def test_journal_notices_and_errors_know_no_score(company: Company, caplog: Any) -> None:
    table = aligning.proposed(company)
    run_once()
    entries = Entry.objects.filter(collaboration=table.collaboration_id)
    payloads = entries.filter(kind__startswith="option_table.").values_list("payload", flat=True)
    named = {name for payload in payloads for name in payload} - {"facts"}
    assert named <= {
        "question",
        "departments",
        "round",
        "department",
        "option",
        "rationale",
        "reason",
        "said",
    }
    assert "facts" not in json.dumps(list(payloads))
    assert Notice.objects.filter(entry__in=entries).exists()
    assert "Scores(…)" in repr(Scores({}, 7))
    assert "7" not in repr(Scores({}, 7))


def test_what_a_department_cares_about_stays_with_it_until_it_opens_it(
    company: Company, signed_in: SignIn
) -> None:
    case = aligning.case_of(company)
    words = maps.Words(position="先做性能优化", interest="解决卡顿", concern="带病上线被追责")
    row = maps.say(case, words, department=company.product, seen=0, by=company.liu)
    address = f"/collaborations/{case.pk}/alignment"
    for reader in (
        company.lin,
        company.huang,
        company.chen_zong,
        company.auditor,
        company.wang_gong,
    ):
        assert "带病上线" not in signed_in(reader).get(address).content.decode()
    for reader in (company.liu, company.wang):
        assert "带病上线" in signed_in(reader).get(address).content.decode()
    Named.objects.create(collaboration=case, person=company.gao, why=Named.Why.FACILITATOR)
    assert "带病上线" in signed_in(company.gao).get(address).content.decode()
    assert "带病上线" not in json.dumps(
        list(Entry.objects.values_list("payload", flat=True)), ensure_ascii=False
    )
    maps.say(case, maps.Words(**{**vars(words), "is_open": True}), department=company.product,
             seen=row.version, by=company.liu)  # fmt: skip
    assert "带病上线" in signed_in(company.huang).get(address).content.decode()


def test_only_the_department_writes_what_it_cares_about(
    company: Company, signed_in: SignIn
) -> None:
    case = aligning.case_of(company)
    address = f"/collaborations/{case.pk}/interests/edit?department={company.product.pk}"
    for person, status in ((company.lin, 403), (company.wang_gong, 403), (company.qian, 404)):
        assert send(signed_in(person), address, position="先分享").status_code == status
    own = signed_in(company.liu)
    assert send(own, address, position="先优化", version="0").status_code == 303
    assert send(own, address, position="先分享", version="0").status_code == 409
    assert Interest.objects.get().position == "先优化"
    outside = f"/collaborations/{case.pk}/interests/edit?department={company.sales.pk}"
    assert own.get(outside).status_code == 404


def _brought_to(company: Company, state: str) -> OptionTable:
    if state == "scoring":
        table = aligning.opened(company)
        aligning.score(company, table, "product")
        return table
    return aligning.compared(company) if state == "compared" else aligning.proposed(company)


def _everything(reader: Any, table: OptionTable, signed_in: SignIn) -> list[str]:
    """All that this person can ask about the collaboration."""
    case: Collaboration = table.collaboration
    client = signed_in(reader)
    side = aligning.side_of(table, aligning.Department.objects.get(code="product"))
    addresses = [
        f"/collaborations/{case.pk}", f"/collaborations/{case.pk}/alignment",
        f"/collaborations/{case.pk}/timeline", f"/option-tables/{table.pk}",
        f"/table-sides/{side.pk}/scores/edit", f"/collaborations/{case.pk}/brief", "/", "/notices",
        "/search?q=先上什么", f"/departments/{side.department_id}/desk",
    ]  # fmt: skip
    pages = [CHANGING.sub("", client.get(address).content.decode()) for address in addresses]
    token = org.create_token(reader, by=None, name="reader")
    given = {"Authorization": f"Bearer {token}"}
    shown = client.get(f"/api/v1/collaborations/{case.pk}", headers=given).content.decode()
    return [*pages, shown]


def test_who_answers_for_two_of_three_sides_is_shown_orders_alone(
    company: Company, signed_in: SignIn
) -> None:
    """Otherwise the one who knows two of the scores works out the third."""
    table = aligning.opened(company)
    Department.objects.filter(pk=company.service.pk).update(deputy=company.liu)
    for name in aligning.GIVEN:
        aligning.score(company, table, name)
    marks = list(TableMark.objects.filter(option__table=table))
    assert any(mark.all_better for mark in marks)
    assert not any(mark.fair or mark.balanced for mark in marks)
    shown = signed_in(company.lin).get(f"/option-tables/{table.pk}").content.decode()
    assert "有人同时代表其中几个部门" in shown
    assert "公平且整体最好" not in shown
