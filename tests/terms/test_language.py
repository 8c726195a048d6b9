"""What words mean in departments: written down, reworded, taken in from a table, marked in texts."""

from collections.abc import Callable
from datetime import date, timedelta
from types import ModuleType
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.at_once import at_once
from tests.company import Company
from tests.forms import page, send
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Stale
from tongzhou.journal.models import Entry
from tongzhou.journal.verify_facts import verify_facts
from tongzhou.journal.worker import run_once
from tongzhou.notices.models import Notice
from tongzhou.org.models import Delegation, Person
from tongzhou.terms import actions, workbook
from tongzhou.terms.actions import Said
from tongzhou.terms.language import differ, language
from tongzhou.terms.marking import in_words
from tongzhou.terms.matching import Matcher
from tongzhou.terms.models import Spelling, Term, Wording, key_of

SignedIn = Callable[[Person], Client]
OURS, THEIRS = "代码已发布到正式环境", "用户能在应用商店里下载到"


@pytest.fixture(autouse=True)
def _monday(clock: ModuleType) -> None:
    """3 July 2023."""


def launched(company: Company) -> Term:
    """Means one thing in product, another in marketing."""
    said = Said(text=OURS, example="7 月 12 日灰度 5%", spellings=["发布", "Go Live"])
    made = actions.introduce("上线", department=company.product, said=said, by=company.wang)
    actions.introduce("上线", department=company.marketing, said=Said(text=THEIRS), by=company.lin)
    return made.term


def test_a_liaison_writes_a_word_down_and_everybody_reads_it(
    company: Company, signed_in: SignedIn
) -> None:
    browser = signed_in(company.liu)
    fields = {
        "name": "活跃用户",
        "department": str(company.product.pk),
        "text": "当天打开过一次",
        "spellings": "DAU、日活",
    }
    answer = send(browser, "/terms/new", **fields)
    term = Term.objects.get()
    assert (answer.status_code, answer.url) == (303, f"/terms/{term.pk}")
    reader = signed_in(company.feng)
    assert "当天打开过一次" in page(reader, "/terms?q=dau").body.text()
    assert "没有" in page(reader, "/terms?q=无此词").body.text()
    assert "当天打开过一次" in page(reader, f"/departments/{company.product.pk}/terms").text()
    assert send(reader, "/terms/new", **fields).status_code == 403
    foreign = {"department": str(company.product.pk), "text": "别的", "seen": "1"}
    assert send(signed_in(company.zhou), f"/terms/{term.pk}/wordings", **foreign).status_code == 403
    assert send(browser, "/terms/new", **{**fields, "text": " "}).status_code == 422


def test_a_delegate_speaks_for_the_liaison_and_nobody_after_the_seat_is_gone(
    company: Company,
) -> None:
    Delegation.objects.create(
        person=company.liu, delegate=company.xu, since=date(2023, 7, 1), until=date(2023, 7, 9)
    )
    made = actions.introduce(
        "上线", department=company.product, said=Said(text=OURS), by=company.xu
    )
    assert made.on_behalf_of == company.liu
    company.product.liaisons.all().delete()
    stale = Person.objects.get(pk=company.liu.pk)
    with pytest.raises(Refused):
        actions.word(
            made.term, department=company.product, said=Said(text="别的"), seen=1, by=stale
        )


def test_each_wording_follows_the_last_and_the_past_stays_readable(
    company: Company, clock: ModuleType, signed_in: SignedIn
) -> None:
    term = launched(company)
    clock.advance(timedelta(days=10))
    actions.word(
        term, department=company.product, said=Said(text="全量用户可见"), seen=1, by=company.wang
    )
    with pytest.raises(Stale):
        actions.word(
            term, department=company.product, said=Said(text="晚了"), seen=1, by=company.sun
        )
    browser = signed_in(company.feng)
    assert "全量用户可见" in page(browser, "/terms").body.text()
    before = page(browser, "/terms?on=2023-07-05").body.text()
    assert OURS in before
    assert "全量用户可见" not in before
    assert OURS in page(browser, f"/terms/{term.pk}").body.text()
    actions.give_up(term, department=company.product, seen=2, by=company.wang)
    assert [one.department for one in language().meanings[term.pk]] == [company.marketing.pk]
    with pytest.raises(NotPossibleNow):
        actions.give_up(term, department=company.product, seen=3, by=company.wang)
    actions.introduce("上线", department=company.product, said=Said(text=OURS), by=company.wang)
    assert Wording.objects.filter(department=company.product).count() == 4
    run_once()
    assert Notice.objects.filter(person=company.lin).exists()
    assert verify_facts()[0] == []


def test_what_a_word_meant_is_kept_by_the_database(company: Company) -> None:
    launched(company)
    with pytest.raises(DatabaseError), transaction.atomic():
        Wording.objects.update(text="改过")
    assert Entry.objects.filter(kind="term.worded").count() == 2


def test_departments_below_speak_as_the_nearest_above_them(company: Company) -> None:
    root = actions.introduce(
        "客户", department=company.root, said=Said(text="付过钱的人"), by=company.chen_zong
    )
    actions.introduce(
        "客户", department=company.sales, said=Said(text="留下电话的人"), by=company.zhao
    )
    paths = [company.product.path, company.service.path]
    same = language().of(root.term_id, paths)
    assert [one.text for one in same] == ["付过钱的人"]
    assert differ(language().of(root.term_id, [*paths, company.sales.path]))


def test_a_spelling_belongs_to_one_word(company: Company) -> None:
    launched(company)
    said = Said(text="把版本交给用户", spellings=["go live"])
    with pytest.raises(Invalid) as wrong:
        actions.introduce("发版", department=company.product, said=said, by=company.wang)
    assert "spellings" in wrong.value.errors
    assert not Term.objects.filter(name="发版").exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_introduce_a_word_at_once_make_one(company: Company) -> None:
    def introduce(who: tuple[str, str]) -> object:
        department, person = getattr(company, who[0]), getattr(company, who[1])
        return actions.introduce("转化率", department=department, said=Said(text=who[0]), by=person)

    pairs = [("product", "wang"), ("marketing", "li"), ("sales", "zhao"), ("product", "liu")]
    done = at_once(*(lambda pair=pair: introduce(pair) for pair in pairs))
    assert sum(isinstance(one, Stale) for one in done) == 1
    assert (Term.objects.count(), Spelling.objects.count(), Wording.objects.count()) == (1, 1, 3)


def test_known_words_become_links_that_say_what_each_side_means(company: Company) -> None:
    term = launched(company)
    told = str(in_words("七月上线，<b>再上线</b>", [company.product.pk, company.marketing.pk]))
    assert told.count(f'href="/terms/{term.pk}"') == 1
    assert "&lt;b&gt;" in told
    assert OURS in told
    assert THEIRS in told
    assert "differs" in told
    alone = str(in_words("go live 之后", [company.product.pk]))
    assert OURS in alone
    assert THEIRS not in alone
    assert "differs" not in alone
    assert "<a" not in str(in_words("ungo lives", [company.product.pk]))
    assert "<a" not in str(in_words("上线", [company.finance.pk]))


@given(st.text("上线发布ab &<", max_size=30))
def test_marking_a_text_leaves_every_other_character_as_it_was(text: str) -> None:
    matcher = Matcher({key_of(one): uuid4() for one in ("上线", "发布", "线上", "ab")})
    found = list(matcher.find(text))
    assert all(key_of(text[one.start : one.end]) in ("上线", "发布", "线上", "ab") for one in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


def test_a_workbook_of_words_makes_the_round_trip(company: Company, signed_in: SignedIn) -> None:
    launched(company)
    written = workbook.written(language())
    lines, errors = workbook.read(written)
    assert (len(lines), errors) == (2, [])
    assert actions.take_in(lines, by=None) == 0
    table = (
        "术语,部门,含义\n转化率,产品部,注册除以访问\n,产品部,空\n转化率,没有的部,什么\n".encode()
    )
    browser = signed_in(company.liu)
    refused = send(browser, "/terms/imports", file=SimpleUploadedFile("t.csv", table))
    assert refused.status_code == 422
    assert "CSV!A3" in refused.text
    assert "CSV!B4" in refused.text
    good = SimpleUploadedFile("t.csv", "术语,部门,含义\n转化率,产品部,注册除以访问\n".encode())
    assert send(browser, "/terms/imports", file=good).status_code == 303
    foreign = SimpleUploadedFile("t.csv", "术语,部门,含义\n转化率,销售部,签约除以线索\n".encode())
    assert send(browser, "/terms/imports", file=foreign).status_code == 403
    assert Term.objects.filter(name="转化率").count() == 1
    assert send(browser, "/terms/imports").status_code == 422
