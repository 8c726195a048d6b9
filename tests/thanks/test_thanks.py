"""Thanks: for facts, to the person and their head; public only when the person agrees."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from types import ModuleType
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tests.agreements import table as tables
from tests.agreements.table import Table
from tests.at_once import at_once
from tests.company import Company
from tests.forms import errors, page, send, typed
from tests.outcomes.finishing import accept
from tongzhou.core import clock as clock_of_the_house
from tongzhou.core.clock import zone
from tongzhou.core.figures import Amount
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal import worker
from tongzhou.journal.models import Entry
from tongzhou.journal.verify_facts import verify_facts
from tongzhou.notices.models import Notice
from tongzhou.org import actions as org
from tongzhou.org.models import Delegation, Department, Person
from tongzhou.outcomes.actions.deliveries import Handed, hand_over
from tongzhou.outcomes.actions.results import Brought
from tongzhou.progress.actions.notices import Risk, give_notice
from tongzhou.thanks.actions import mentioning
from tongzhou.thanks.actions.saying import Words, say
from tongzhou.thanks.facts import Fact, facts_of
from tongzhou.thanks.models import Mention, Thanks
from tongzhou.thanks.queries import record
from tongzhou.thanks.queries.people import deserving, fresh

SignIn = Callable[[Any], Client]


@pytest.fixture
def table(company: Company, clock: ModuleType) -> Table:
    """Sales delivered its row three working days early, with more than was promised."""
    table = tables.build(company)
    table.in_force()
    clock.move_to(datetime(2023, 7, 18, 10, tzinfo=zone()))
    [criterion] = table.survey.criteria.all()
    more = {criterion.pk: Brought(amount=Amount(Decimal(130), "条"))}
    survey = hand_over(table.survey, Handed(evidence="130 条", brought=more), by=company.zhou)
    accept(survey, company.lin)
    return table


def facts(table: Table) -> dict[str, Fact]:
    return {one.kind: one for one in facts_of([table.case.pk])}


def words(fact: Fact, sentence: str = "谢谢您") -> Words:
    return Words(fact.person.pk, fact.key, sentence)


def thanked(table: Table) -> Thanks:
    return say(table.case, words(facts(table)["early"]), by=table.company.lin)


def test_what_was_done_is_drafted_and_one_press_tells_the_person_and_their_head(
    table: Table, company: Company, signed_in: SignIn
) -> None:
    address = f"/collaborations/{table.case.pk}/thanks"
    lin = signed_in(company.lin)
    shown = page(lin, address)
    assert "超出约定" in shown.body.text()
    assert "提前交付" in shown.body.text()
    form = {one.attributes["name"]: one.attributes.get("value")
            for one in shown.css("#case-thanks input[type=hidden]")}  # fmt: skip
    draft = shown.css_first("textarea[name=sentence]").text().strip()
    assert draft == "谢谢您：「用户需求调研」约定 ≥ 100条，实际做到 130条。"
    sent = {"person": form["person"], "fact": form["fact"], "sentence": draft}
    assert send(lin, address, **sent).status_code == 303
    assert send(lin, address, **sent).status_code == 409
    worker.run_once()
    told = Notice.objects.filter(entry__kind="thanks.said").values_list("person", flat=True)
    assert set(told) == {company.zhou.pk, company.zhao.pk}
    thanks = Thanks.objects.get()
    assert draft in page(signed_in(company.zhou), f"/thanks/{thanks.pk}").body.text()
    assert "团队收到的致谢" in page(signed_in(company.zhao), "/thanks").body.text()
    assert "林晓" in page(signed_in(company.zhou), "/helped").body.text()
    assert deserving(table.case, company.lin) == []
    assert verify_facts()[0] == []


def test_every_kind_of_help_is_known_from_the_rows(table: Table, company: Company) -> None:
    risk = Risk(fact="样机要晚到", need="", proposal="先用旧样机")
    give_notice(table.review, risk, by=company.wang_gong)
    table.complaints.roles.filter(letter="R").update(person=company.liu)
    complaints = hand_over(table.complaints, Handed(evidence="TOP3"), by=company.liu)
    accept(complaints, company.lin)
    known = facts(table)
    assert {kind: known[kind].person for kind in ("early", "beyond", "warned", "helped")} == {
        "early": company.zhou, "beyond": company.zhou, "warned": company.wang_gong,
        "helped": company.liu,
    }  # fmt: skip
    assert (known["early"].amount, known["beyond"].amount) == ("3", "130条")
    for_lin = {one.person for one in deserving(table.case, company.lin)}
    assert for_lin == {company.zhou, company.wang_gong, company.liu}
    assert company.liu not in {one.person for one in deserving(table.case, company.wang)}


def test_who_contributed_and_was_not_thanked_is_shown_first(table: Table, company: Company) -> None:
    thanked(table)
    accept(hand_over(table.complaints, Handed(evidence="TOP3"), by=company.huang), company.lin)
    [huang] = deserving(table.case, company.lin)
    assert (huang.person, huang.label, huang.is_thanked) == (company.huang, "参与贡献", False)
    both = deserving(table.case, company.wang)
    assert [(one.person, one.is_thanked) for one in both] == [
        (company.huang, False), (company.zhou, True),
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["zhou", "wu", "feng", "auditor", "administrator"])
def test_nobody_thanks_themselves_their_own_or_where_they_have_no_part(
    table: Table, company: Company, who: str
) -> None:
    with pytest.raises(Refused):
        say(table.case, words(facts(table)["early"]), by=getattr(company, who))


def test_only_for_what_was_done_and_in_one_sentence(
    table: Table, company: Company, signed_in: SignIn
) -> None:
    early = facts(table)["early"]
    for sentence in (" ", "长" * 301):
        with pytest.raises(Invalid):
            say(table.case, words(early, sentence), by=company.lin)
    invented = Words(company.wu.pk, early.key, "谢谢")
    with pytest.raises(NotPossibleNow):
        say(table.case, invented, by=company.lin)
    beyond = facts(table)["beyond"]
    back = send(
        signed_in(company.lin), f"/collaborations/{table.case.pk}/thanks",
        person=beyond.person.pk, fact=beyond.key, sentence="长" * 301,
    )  # fmt: skip
    assert back.status_code == 422
    assert typed(back, "sentence") == "长" * 301
    assert errors(back)
    assert not Thanks.objects.exists()


def test_it_stays_between_them_until_the_person_agrees_and_again_when_taken_back(
    table: Table, company: Company, signed_in: SignIn
) -> None:
    thanks = thanked(table)
    page_of_it = f"/thanks/{thanks.pk}"
    named = ("zhou", "lin", "zhao", "chen_zong", "auditor", "wu", "wang", "li", "feng")
    clients = {one: signed_in(getattr(company, one)) for one in named}

    def readers() -> set[str]:
        return {name for name, one in clients.items() if one.get(page_of_it).status_code == 200}

    between = {"zhou", "lin", "zhao", "chen_zong", "auditor"}
    assert readers() == between
    assert not Entry.objects.filter(collaboration=table.case.pk, kind__startswith="thanks").exists()
    assert send(signed_in(company.lin), f"{page_of_it}/mentions").status_code == 403
    assert send(signed_in(company.wu), f"{page_of_it}/mentions").status_code == 404
    zhou = signed_in(company.zhou)
    assert send(zhou, f"{page_of_it}/mentions").status_code == 303
    assert send(zhou, f"{page_of_it}/mentions").status_code == 409
    worker.run_once()
    assert Notice.objects.filter(entry__kind="thanks.mentioned", person=company.wang).exists()
    assert readers() == {*named} - {"feng"}
    outcome = page(signed_in(company.wang), f"/collaborations/{table.case.pk}/thanks")
    assert "谢谢您" in outcome.body.text()
    assert send(zhou, f"{page_of_it}/mention-ends").status_code == 303
    assert readers() == between
    assert verify_facts()[0] == []


def test_a_confidential_matter_is_not_told_to_a_head_who_does_not_see_it(
    table: Table, company: Company, signed_in: SignIn
) -> None:
    table.case.named.create(person=company.zhou, why="member")
    type(table.case).objects.update(visibility="confidential")
    table.case.refresh_from_db()
    thanks = thanked(table)
    worker.run_once()
    told = Notice.objects.filter(entry__kind="thanks.said").values_list("person", flat=True)
    assert set(told) == {company.zhou.pk}
    assert signed_in(company.zhao).get(f"/thanks/{thanks.pk}").status_code == 404


def test_the_own_record_is_read_and_taken_along_by_nobody_else(
    table: Table, company: Company, signed_in: SignIn
) -> None:
    thanked(table)
    zhou = signed_in(company.zhou)
    text = page(zhou, "/contributions").body.text()
    assert "用户需求调研" in text
    assert "谢谢您" in text
    assert "用户需求调研" not in page(signed_in(company.zhao), "/contributions").body.text()
    answer = zhou.get("/contributions?as=xlsx&year=2023")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert {row[1] for row in rows[1:]} == {"已交付", "收到致谢"}
    assert zhou.get("/contributions?year=1999").status_code == 404
    assert zhou.get("/contributions?year=%27").status_code == 404


@pytest.mark.nightly
def test_the_own_record_on_paper(table: Table, company: Company, signed_in: SignIn) -> None:
    assert signed_in(company.zhou).get("/contributions?as=pdf").content.startswith(b"%PDF")


def test_whom_who_thanked_is_kept_and_words_go_with_the_name(
    table: Table, company: Company
) -> None:
    thanks = thanked(table)
    mentioning.agree(thanks, by=company.zhou)
    with pytest.raises(DatabaseError), transaction.atomic():
        Thanks.objects.update(by=company.li)
    with pytest.raises(DatabaseError), transaction.atomic():
        Thanks.objects.all().delete()
    org.retire(company.zhou, by=company.administrator)
    org.anonymise(company.zhou, by=company.administrator)
    worker.run_once()
    assert Thanks.objects.get().sentence == ""
    assert not Mention.objects.filter(ended_at=None).exists()
    assert verify_facts()[0] == []


def test_a_team_below_stands_with_its_department(table: Table, company: Company) -> None:
    team = Department.objects.create(
        name="东区", code="east", path="/hq/sales/east/", parent=company.sales, hue=3
    )
    company.sales.liaisons.all().delete()
    Person.objects.filter(pk__in=[company.zhou.pk, company.wu.pk]).update(department=team)
    zhou, wu = Person.objects.get(pk=company.zhou.pk), Person.objects.get(pk=company.wu.pk)
    assert "helped" not in facts(table)
    for own in (company.zhao, wu):
        assert deserving(table.case, own) == []
        with pytest.raises(Refused):
            say(table.case, words(facts(table)["early"]), by=own)
    accept(hand_over(table.complaints, Handed(evidence="TOP3"), by=company.huang), company.lin)
    [huang] = deserving(table.case, zhou)
    assert say(table.case, words(huang.fact), by=zhou).giver == company.sales


def test_whoever_is_in_charge_speaks_for_the_department_that_began(
    table: Table, company: Company
) -> None:
    type(table.case).objects.update(person_in_charge=company.feng)
    table.case.refresh_from_db()
    shown = [one.person for _case, one in fresh(company.feng)]
    assert shown == [one.person for one in deserving(table.case, company.feng)] == [company.zhou]
    thanks = say(table.case, words(facts(table)["early"]), by=company.feng)
    assert thanks.giver == company.marketing


def test_thanks_are_not_told_to_who_stands_in(table: Table, company: Company) -> None:
    today = clock_of_the_house.today()
    for person, delegate in ((company.zhou, company.feng), (company.zhao, company.qian)):
        Delegation.objects.create(person=person, delegate=delegate, since=today, until=today)
    thanked(table)
    worker.run_once()
    told = Notice.objects.filter(entry__kind="thanks.said").values_list("person", flat=True)
    assert set(told) == {company.zhou.pk, company.zhao.pk}


def test_many_of_a_later_year_hide_nothing_of_the_one_read(
    table: Table, company: Company, clock: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "MOST", 1)
    thanked(table)
    clock.move_to(datetime(2024, 1, 1, 0, 30, tzinfo=zone()))
    say(table.case, words(facts(table)["beyond"]), by=company.lin)
    for year in (2023, 2024):
        kinds = [one.kind for one in record.record_of(company.zhou, year)]
        assert kinds.count("thanked") == 1, year


@pytest.mark.django_db(transaction=True)
def test_two_of_a_department_who_thank_at_once_say_it_once(table: Table, company: Company) -> None:
    early = words(facts(table)["early"])
    outcomes = at_once(
        lambda: say(table.case, early, by=company.lin),
        lambda: say(table.case, early, by=company.li),
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["NotPossibleNow", "Thanks"]


def test_its_pages_ask_few_questions_and_today_offers_it(
    table: Table, company: Company, signed_in: SignIn
) -> None:
    lin = signed_in(company.lin)
    assert "说声谢谢" in page(lin, "/thanks/fresh").body.text()
    assert "用户需求调研" not in lin.get("/").content.decode()
    for address in ("/thanks", "/thanks/fresh", "/contributions",
                    f"/collaborations/{table.case.pk}/thanks"):  # fmt: skip
        lin.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert lin.get(address).status_code == 200
        assert len(asked) <= 20, (address, len(asked))
