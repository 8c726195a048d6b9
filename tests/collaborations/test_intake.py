from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.at_once import at_once
from tests.collaborations import asking
from tests.collaborations.asking import drafted_case, fresh, terms
from tests.company import Company
from tongzhou.collaborations.actions import answers, asks, intakes
from tongzhou.collaborations.actions.intakes import Question
from tongzhou.collaborations.intake_values import read_filled
from tongzhou.collaborations.models import Ask, IntakeForm
from tongzhou.collaborations.queries.asks import asks_of
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Stale
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]
QUESTIONS = (
    Question(label="数据条数", kind="number", is_required=True),
    Question(label="截止", kind="date"),
    Question(label="口径", kind="choice", choices="自然周、自然月"),
    Question(label="含个人信息", kind="yes_no"),
    Question(label="对接人", kind="person"),
    Question(label="用途", help="一句话"),
)
TYPED = ("１,２００ ", "7月20日", "自然周", "no", "吴凡", "看留存")


@pytest.fixture
def form(company: Company) -> IntakeForm:
    return intakes.publish(company.product, name="数据提取", questions=QUESTIONS, by=company.wang)


def typed(form: IntakeForm, *texts: str) -> dict[str, str]:
    """As a browser sends it."""
    names = [f"intake-{field.key}" for field in form.fields.all()]
    return {"intake": str(form.series), **dict(zip(names, texts, strict=False))}


def test_every_kind_of_question_is_read_by_its_type(
    company: Company, form: IntakeForm, clock: object
) -> None:
    keys = [field.key for field in form.fields.all()]

    filled, errors = read_filled(form, dict(zip(keys, TYPED, strict=True)), [company.wu])

    assert errors == {}
    assert [one.text for one in filled.said] == [
        "1200", "2023-07-20", "自然周", "no", "吴凡", "看留存"
    ]  # fmt: skip
    assert filled.said[0].number == Decimal(1200)
    assert filled.said[4].person == company.wu


@pytest.mark.parametrize(
    ("place", "text"),
    [(0, "很多"), (0, "1e400"), (1, "2月30日"), (2, "自然年"), (3, "maybe"), (4, "无名氏"), (5, "长" * 1001)],
)  # fmt: skip
def test_what_cannot_be_read_is_told_at_its_question(
    form: IntakeForm, clock: object, place: int, text: str
) -> None:
    key = form.fields.all()[place].key

    filled, errors = read_filled(form, {key: text})

    assert list(errors) == [key]
    assert filled.said == ()


def test_only_the_head_deputy_or_delegate_publishes(company: Company) -> None:
    for person in (company.liu, company.li, company.administrator, company.auditor):
        with pytest.raises(Refused):
            intakes.publish(company.product, name="数据", questions=QUESTIONS, by=person)

    assert intakes.publish(company.product, name="数据", questions=QUESTIONS, by=company.sun)


@pytest.mark.parametrize(
    ("name", "questions", "field"),
    [
        ("", QUESTIONS, "name"),
        ("数据提取", QUESTIONS, "name"),
        ("新功能", (), "questions"),
        ("新功能", (Question(label="口径", kind="choice", choices="只有一个"),), "questions"),
        ("新功能", (Question(label="同"), Question(label="同 ")), "questions"),
        ("新功能", (Question(label="甲", kind="colour"),), "questions"),
        ("新功能", tuple(Question(label=f"第{n}") for n in range(21)), "questions"),
    ],
)
def test_a_form_nobody_can_fill_in_is_not_published(
    company: Company, form: IntakeForm, name: str, questions: tuple[Question, ...], field: str
) -> None:
    with pytest.raises(Invalid) as wrong:
        intakes.publish(company.product, name=name, questions=questions, by=company.wang)

    assert list(wrong.value.errors) == [field]


def test_a_draft_lacks_what_it_likes_but_is_sent_only_with_what_is_required(
    company: Company, form: IntakeForm, clock: object
) -> None:
    case = drafted_case(company)
    empty, _errors = read_filled(form, {})
    ask = asks.draft(case, department=company.product, terms=terms(), intake=empty, by=company.li)
    with pytest.raises(Invalid) as wrong:
        asking.send(case, by=company.li)
    assert "数据条数" in str(wrong.value.sentence)

    full, _errors = read_filled(form, {form.fields.all()[0].key: "1200"})
    asks.revise(ask, terms=terms(), intake=full, by=company.li)
    asking.send(case, by=company.li)

    assert fresh(ask).state == "sent"
    assert ask.answers.get(verb="send").intake == [["数据条数", "1200"]]


def test_an_ask_keeps_the_version_it_was_asked_with(
    company: Company, form: IntakeForm, clock: object
) -> None:
    case = drafted_case(company)
    keys = [field.key for field in form.fields.all()]
    filled, _errors = read_filled(form, {keys[0]: "1200"})
    ask = asks.draft(case, department=company.product, terms=terms(), intake=filled, by=company.li)
    asking.send(case, by=company.li)

    newer = intakes.publish(
        company.product, name="数据提取", questions=(Question(label="条数上限", kind="number", key=keys[0]),),
        by=company.wang, after=form,
    )  # fmt: skip

    assert (newer.version, newer.series) == (2, form.series)
    assert fresh(ask).intake == form
    [card] = asks_of(company.wang, Ask.objects.filter(pk=ask.pk))
    assert card.intake is not None
    assert (card.intake.version, card.intake.pairs) == (1, (("数据条数", "1200"),))


def test_what_was_filled_in_stands_side_by_side_after_it_was_revised(
    company: Company, form: IntakeForm, clock: object
) -> None:
    case = drafted_case(company)
    key = form.fields.all()[0].key
    first, _errors = read_filled(form, {key: "1200"})
    ask = asks.draft(case, department=company.product, terms=terms(), intake=first, by=company.li)
    asking.send(case, by=company.li)
    answers.decline(ask, reason="太多", by=company.wang)
    second, _errors = read_filled(form, {key: "300"})
    asks.revise(ask, terms=terms(), intake=second, by=company.li)

    [card] = asks_of(company.wang, Ask.objects.filter(pk=ask.pk))
    [row] = [one for one in card.compared[1] if one.key == "intake"]

    assert (row.label, row.cells) == ("数据条数", (("1200", False), ("300", True)))


def test_whoever_publishes_second_learns_of_the_first(company: Company, form: IntakeForm) -> None:
    intakes.publish(
        company.product, name="数据提取", questions=QUESTIONS[:1], by=company.sun, after=form
    )

    with pytest.raises(Stale):
        intakes.publish(
            company.product, name="数据提取", questions=QUESTIONS[:2], by=company.wang, after=form
        )
    with pytest.raises(Stale):
        intakes.retire(form, by=company.wang)


@pytest.mark.django_db(transaction=True)
def test_two_heads_publishing_at_once_leave_one_current_version(company: Company) -> None:
    form = intakes.publish(company.product, name="数据", questions=QUESTIONS, by=company.wang)

    def publish(by: Person) -> Callable[[], object]:
        return lambda: intakes.publish(
            company.product, name="数据", questions=QUESTIONS[:2], by=by, after=form
        )

    at_once(publish(company.wang), publish(company.sun))

    assert IntakeForm.objects.filter(series=form.series, is_current=True).count() == 1
    assert IntakeForm.objects.filter(series=form.series).count() == 2


def test_a_form_taken_back_is_asked_no_more(company: Company, form: IntakeForm) -> None:
    intakes.retire(form, by=company.wang)

    with pytest.raises(NotPossibleNow):
        intakes.retire(form, by=company.wang)


def test_a_form_of_another_department_is_not_taken(company: Company, form: IntakeForm) -> None:
    filled, _errors = read_filled(form, {})

    with pytest.raises(Invalid):
        asks.draft(
            drafted_case(company), department=company.sales, terms=terms(), intake=filled,
            by=company.li,
        )  # fmt: skip


def editor(company: Company, **changes: Any) -> dict[str, Any]:
    return {
        "once": uuid4().hex, "name": "新功能", "question_key": ["", ""],
        "question_label": ["页面", "端"], "question_kind": ["text", "choice"],
        "question_help": ["", "选一个"], "question_choices": ["", "App、小程序"],
        "question_required": ["1"], **changes,
    }  # fmt: skip


def test_the_head_edits_the_form_and_the_asker_meets_it(
    company: Company, signed_in: SignedIn, clock: object
) -> None:
    head, asker = signed_in(company.wang), signed_in(company.li)
    address = f"/departments/{company.product.pk}/intake-forms"
    assert head.get(address).status_code == 200
    assert head.post(address, editor(company, question_choices=["", "App"])).status_code == 422
    assert head.post(address, editor(company)).status_code == 303
    form = IntakeForm.objects.get()
    assert [field.is_required for field in form.fields.all()] == [False, True]
    for page in (f"/departments/{company.product.pk}/intake", f"/intake-forms/{form.pk}"):
        assert "小程序" in head.get(page).content.decode()
    assert asker.get(f"/intake-forms/{form.pk}/edit").status_code == 403

    case = drafted_case(company)
    page = asker.get(f"/collaborations/{case.pk}/asks/new?department={company.product.pk}")
    assert "小程序" in page.content.decode()
    fragment = asker.get("/intake-questions", {"department": str(company.product.pk)})
    assert "小程序" in fragment.content.decode()
    none = asker.get("/intake-questions", {"department": str(company.sales.pk)})
    assert "intake-" not in none.content.decode()

    sent = {
        "once": uuid4().hex,
        "department": company.product.pk,
        "what": "三个功能",
        **typed(form, "首页", "网页"),
    }
    answer = asker.post(f"/collaborations/{case.pk}/asks", sent)
    assert answer.status_code == 422
    assert "首页" in answer.content.decode()
    sent |= {"once": uuid4().hex, **typed(form, "首页", "App")}
    assert asker.post(f"/collaborations/{case.pk}/asks", sent).status_code == 303
    ask = Ask.objects.get()
    assert "App" in asker.get(f"/asks/{ask.pk}").content.decode()
    assert "首页" in asker.get(f"/asks/{ask.pk}/edit").content.decode()


def test_the_head_changes_and_takes_back_the_form_in_the_browser(
    company: Company, form: IntakeForm, signed_in: SignedIn
) -> None:
    head = signed_in(company.wang)
    key = str(form.fields.all()[0].key)
    changed = editor(company, name="数据提取", question_key=[key, "not-a-key"])

    assert head.get(f"/intake-forms/{form.pk}/edit").status_code == 200
    assert head.post(f"/intake-forms/{form.pk}/edit", changed).status_code == 303
    newer = IntakeForm.objects.get(is_current=True)
    assert str(newer.fields.all()[0].key) == key
    late = head.post(f"/intake-forms/{form.pk}/edit", {**changed, "once": uuid4().hex})
    assert late.status_code == 409
    assert "App、小程序" in late.content.decode()
    assert (
        head.post(f"/intake-forms/{newer.pk}/retirements", {"once": uuid4().hex}).status_code == 303
    )
    assert not IntakeForm.objects.filter(is_current=True).exists()


def test_a_file_comes_along_stays_and_is_struck_out(
    company: Company, signed_in: SignedIn, clock: object
) -> None:
    form = intakes.publish(
        company.product, name="原型", questions=(Question(label="原型图", kind="file", is_required=True),),
        by=company.wang,
    )  # fmt: skip
    browser, case = signed_in(company.li), drafted_case(company)
    name = f"intake-{form.fields.all()[0].key}"
    sent: dict[str, Any] = {
        "once": uuid4().hex, "department": company.product.pk, "what": "三个功能",
        "intake": str(form.series),
    }  # fmt: skip
    empty = SimpleUploadedFile("空.txt", b"")
    refused = browser.post(f"/collaborations/{case.pk}/asks", {**sent, name: empty})
    assert refused.status_code == 422
    sketch = SimpleUploadedFile("首页.txt", "一张草图".encode())
    sent["once"] = uuid4().hex
    assert (
        browser.post(f"/collaborations/{case.pk}/asks", {**sent, name: sketch}).status_code == 303
    )

    ask = Ask.objects.get()
    file = ask.intake_entries.get().file
    assert file is not None
    assert "首页.txt" in browser.get(f"/asks/{ask.pk}").content.decode()
    opened = browser.get(f"/files/{file.pk}")
    assert opened.getvalue() == "一张草图".encode()
    assert signed_in(company.qian).get(f"/files/{file.pk}").status_code == 404

    again = {**sent, "version": ask.version, "once": uuid4().hex}
    assert browser.post(f"/asks/{ask.pk}/edit", again).status_code == 303
    assert ask.intake_entries.get().file == file
    out = {**sent, "version": ask.version + 1, "once": uuid4().hex, f"{name}-out": "1"}
    assert browser.post(f"/asks/{ask.pk}/edit", out).status_code == 303
    assert not ask.intake_entries.exists()
