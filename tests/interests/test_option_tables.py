from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.at_once import at_once
from tests.company import Company
from tests.forms import errors, page, send
from tests.interests import aligning
from tests.interests.aligning import side_of
from tongzhou.collaborations.models import Ball
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.interests.actions import deciding, scoring, tables
from tongzhou.interests.actions.scoring import Scores
from tongzhou.interests.models import OptionTable, TableDecision, TableFloor, TableMark, TableScore
from tongzhou.interests.option_checks import Terms, findings

SignIn = Callable[[Any], Client]


def test_three_departments_find_the_option_that_leaves_all_better_off(
    company: Company, signed_in: SignIn
) -> None:
    """社交分享 against 功能优化, through the pages alone."""
    case = aligning.case_of(company)
    lead = signed_in(company.lin)
    parties = [str(one.pk) for one in (company.marketing, company.product, company.service)]
    send(
        lead,
        f"/collaborations/{case.pk}/option-tables/new",
        question="先上什么",
        departments=parties,
    )
    table = OptionTable.objects.get()
    for name, by_date, days in aligning.OPTIONS:
        added = send(
            lead, f"/option-tables/{table.pk}/options", name=name, by_date=by_date, people_days=days
        )
        assert added.status_code == 303
    assert send(lead, f"/option-tables/{table.pk}/openings").status_code == 303
    for name, values in aligning.GIVEN.items():
        side = side_of(table, getattr(company, name))
        liaison = signed_in(side.department.liaisons.get().person)
        fields = {
            f"score_{option.pk}": value
            for option, value in zip(table.options.all(), values, strict=True)
        }
        answer = send(liaison, f"/table-sides/{side.pk}/scores/edit", floor=5, **fields)
        assert (answer.status_code, answer.url) == (303, f"/option-tables/{table.pk}")
    shown = page(signed_in(company.huang), f"/collaborations/{case.pk}/alignment")
    rows = [row.text(separator=" ") for row in shown.css(".option-rows tbody tr")]
    assert [cell.text() for cell in shown.css(".option-rows td.score")] == ["4", "6", "8", "7"]
    assert ["未达成" not in row for row in rows] == [False, True, True, False]
    assert len(shown.css(".option-rows tr.best")) == 1
    second = table.options.get(position=2)
    send(
        lead, f"/option-tables/{table.pk}/proposals", option=str(second.pk), rationale="三方都更好"
    )
    for department in (company.marketing, company.product, company.service):
        side = side_of(table, department)
        assert (
            send(signed_in(department.head), f"/table-sides/{side.pk}/consents").status_code == 303
        )
    decision = TableDecision.objects.get()
    assert (decision.option, decision.rationale) == (second, "三方都更好")
    assert "三方都更好" in page(signed_in(company.huang), f"/option-tables/{table.pk}").body.text()


def test_each_open_move_has_its_ball_holders(company: Company) -> None:
    table = aligning.drafted(company)
    assert _holders() == {company.lin}
    tables.open_table(table, by=company.lin)
    assert _holders() == {company.lin, company.liu, company.huang}
    aligning.score(company, table, "product")
    assert _holders() == {company.lin, company.huang}
    for name in ("marketing", "service"):
        aligning.score(company, table, name)
    assert _holders() == {company.lin}
    deciding.propose(
        table, option=table.options.get(position=2), rationale="都更好", by=company.lin
    )
    assert _holders() == {company.li, company.wang, company.chen}


def test_nothing_is_compared_before_everybody_has_scored(
    company: Company, signed_in: SignIn
) -> None:
    table = aligning.opened(company)
    for name in ("marketing", "product"):
        aligning.score(company, table, name)
    assert not TableMark.objects.exists()
    shown = page(signed_in(company.liu), f"/option-tables/{table.pk}")
    assert [cell.text() for cell in shown.css(".option-rows td.score")] == ["3", "8", "7", "9"]
    with pytest.raises(NotPossibleNow):
        deciding.propose(table, option=table.options.first(), rationale="我看行", by=company.lin)


def test_scores_are_handed_in_once_so_that_nobody_can_probe(company: Company) -> None:
    table = aligning.opened(company)
    aligning.score(company, table, "product")
    with pytest.raises(NotPossibleNow):
        aligning.score(company, table, "product")
    for name in ("marketing", "service"):
        aligning.score(company, table, name)
    with pytest.raises(NotPossibleNow):
        aligning.score(company, table, "service")


def test_a_new_round_forgets_all_scores(company: Company) -> None:
    table = aligning.compared(company)
    tables.revise(table, reason="加一个方案", by=company.lin)
    assert not TableScore.objects.exists()
    assert not TableFloor.objects.exists()
    assert not TableMark.objects.exists()
    table.refresh_from_db()
    tables.open_table(table, by=company.lin)
    table.refresh_from_db()
    assert table.round == 2
    assert not table.sides.exclude(handed_in_at=None).exists()


@pytest.mark.parametrize("end", ["decided", "withdrawn"])
def test_scores_are_deleted_when_the_table_ends(company: Company, end: str) -> None:
    if end == "decided":
        aligning.decided(company)
    else:
        tables.withdraw(aligning.compared(company), reason="不做了", by=company.lin)
    assert not TableScore.objects.exists()
    assert not TableFloor.objects.exists()


def test_one_no_takes_the_proposal_back(company: Company) -> None:
    table = aligning.proposed(company)
    deciding.agree(side_of(table, company.product), by=company.wang)
    deciding.object_to(side_of(table, company.service), reason="国庆排班已满", by=company.chen)
    table.refresh_from_db()
    assert (table.state, table.proposed, table.rationale) == ("compared", None, "")
    assert not table.sides.exclude(agreed_at=None).exists()


def test_only_the_own_department_scores_and_agrees(company: Company, signed_in: SignIn) -> None:
    table = aligning.opened(company)
    side = side_of(table, company.product)
    for person in (company.lin, company.wang_gong, company.huang, company.chen_zong):
        client = signed_in(person)
        assert client.get(f"/table-sides/{side.pk}/scores/edit").status_code in (403, 404)
        assert send(client, f"/table-sides/{side.pk}/scores/edit", floor=1).status_code in (
            403,
            404,
        )
    for person in (company.liu, company.wang, company.auditor, company.chen_zong):
        with pytest.raises(Refused):
            tables.revise(table, reason="我来", by=person)
    with pytest.raises(Refused):
        deciding.agree(side, by=company.li)


@pytest.mark.parametrize(
    "wrong", [{}, {"floor": "11"}, {"floor": "NaN"}, {"floor": "-1"}, {"floor": "很多"}]
)
def test_bad_scores_are_refused_and_nothing_is_kept(
    company: Company, signed_in: SignIn, wrong: dict[str, str]
) -> None:
    table = aligning.opened(company)
    side = side_of(table, company.product)
    fields = {f"score_{option.pk}": "7" for option in table.options.all()}
    response = send(
        signed_in(company.liu), f"/table-sides/{side.pk}/scores/edit", **fields, **wrong
    )
    assert response.status_code == 422
    assert errors(response)
    assert not TableScore.objects.exists()


def test_equal_scores_for_everything_are_asked_about(company: Company) -> None:
    table = aligning.opened(company)
    values = {option.pk: 7 for option in table.options.all()}
    for given in (values, {}, dict.fromkeys(values, float("nan"))):
        with pytest.raises(Invalid):
            scoring.hand_in(side_of(table, company.product), Scores(given, 5), by=company.liu)


def test_one_department_alone_and_a_sixth_option_are_refused(company: Company) -> None:
    case = aligning.case_of(company)
    with pytest.raises(Invalid):
        tables.draft(case, question="先上什么", departments=[company.product], by=company.lin)
    table = aligning.drafted(company, case)
    tables.add_option(table, tables.Contents(name="都不做", scope="维持现状"), by=company.lin)
    with pytest.raises(NotPossibleNow):
        tables.add_option(table, tables.Contents(name="第六个", scope="更多"), by=company.lin)


def test_the_same_terms_twice_are_no_choice(company: Company) -> None:
    table = aligning.drafted(company)
    first = table.options.get(position=1)
    twin = tables.Contents(name="换个说法", by_date=first.by_date, people_days=first.people_days)
    tables.change_option(table.options.get(position=2), twin, by=company.lin)
    with pytest.raises(NotPossibleNow, match="A"):
        tables.open_table(table, by=company.lin)


def test_an_option_that_is_only_later_and_dearer_is_pointed_out() -> None:
    good = Terms("A", date(2023, 8, 1), "全部", Decimal(10), "", "")
    late = Terms("B", date(2023, 8, 9), "全部", Decimal(12), "", "")
    other = Terms("C", date(2023, 8, 9), "一半", Decimal(12), "", "")
    bare = Terms("D", None, "", None, "", "")
    found = [(one.letter, one.kind, one.other) for one in findings([good, late, other, bare])]
    assert found == [("B", "worse", "A"), ("D", "bare", "")]


def test_who_gives_way_gets_something_that_is_written_down(company: Company) -> None:
    table = aligning.decided(company)
    promised = deciding.promise_remedy(
        table, department=company.service, sentence="10 月排 2 人支援", by=company.li
    )
    assert promised.department == company.service
    with pytest.raises(Refused):
        deciding.promise_remedy(table, department=company.service, sentence="我来", by=company.qian)


def test_no_page_asks_the_database_more_than_twenty_questions(
    company: Company, signed_in: SignIn
) -> None:
    table = aligning.compared(company)
    case, client = f"/collaborations/{table.collaboration_id}", signed_in(company.lin)
    pages = [f"{case}/alignment", f"/option-tables/{table.pk}", f"{case}/interests/edit",
             f"{case}/effects/new", f"{case}/shared-interests/new", f"{case}/option-tables/new",
             f"/table-sides/{side_of(table, company.marketing).pk}/scores/edit"]  # fmt: skip
    for address in pages:
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert len(asked) <= 20, address


@pytest.mark.django_db(transaction=True)
def test_two_people_of_a_department_hand_in_once(company: Company) -> None:
    table = aligning.opened(company)
    outcomes = at_once(
        lambda: aligning.score(company, table, "product"),
        lambda: aligning.score(company, table, "product"),
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType", "NotPossibleNow"]
    assert TableScore.objects.count() == 4


def _holders() -> set[Any]:
    return {ball.person for ball in Ball.objects.filter(kind="option_table")}
