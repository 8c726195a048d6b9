from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from tests.api.conftest import Caller
from tests.collaborations.asking import fresh, sent
from tests.company import Company
from tongzhou.collaborations.models import Answer
from tongzhou.org.models import Person
from tongzhou.plans.actions.tasks import NewTask, add_task

Calling = Callable[[Person | None], Caller]
COUNTER = {"verb": "counter", "by_date": "2023-08-25", "effort_days": "25", "sentence": "排期已满"}


@pytest.mark.django_db
def test_a_liaison_answers_by_program(company: Company, calling: Calling) -> None:
    ask = sent(company)
    answer = calling(company.liu).post(f"/asks/{ask.pk}/answers", COUNTER)
    assert answer.status_code == 201, answer.content
    found = answer.json()
    assert found["state"]["key"] == "countered"
    turn = found["answers"][-1]
    assert (turn["verb"], turn["by_date"], turn["by"]) == ("counter", "2023-08-25", "刘洋")
    assert fresh(ask).state == "countered"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("person", "body", "status", "code"),
    [
        ("feng", COUNTER, 404, "NotFound"),
        ("zhou", COUNTER, 403, "Refused"),
        ("liu", {"verb": "agree"}, 403, "Refused"),
        ("li", {"verb": "agree"}, 409, "NotPossibleNow"),
        ("liu", COUNTER | {"version": 99}, 409, "Stale"),
        ("liu", {"verb": "shrug"}, 422, "Invalid"),
        ("liu", COUNTER | {"by_date": "2023-02-30"}, 422, "Invalid"),
        ("liu", COUNTER | {"effort_days": "NaN"}, 422, "Invalid"),
        ("liu", COUNTER | {"effort_days": -1}, 422, "Invalid"),
        ("liu", {"verb": "forward", "person": str(uuid4())}, 422, "Invalid"),
        ("liu", {"verb": "forward", "department": str(uuid4())}, 422, "Invalid"),
        ("liu", [], 422, "Invalid"),
    ],
)
def test_a_refusal_says_why_and_changes_nothing(
    company: Company, calling: Calling, person: str, body: object, status: int, code: str
) -> None:
    ask = sent(company)
    refused = calling(getattr(company, person)).post(f"/asks/{ask.pk}/answers", body)
    assert (refused.status_code, refused.json()["code"]) == (status, code), refused.content
    assert refused.json()["sentence"]
    assert fresh(ask).state == "sent"
    assert not Answer.objects.filter(ask=ask).exclude(verb="send").exists()


@pytest.mark.django_db
def test_a_body_that_is_no_json_is_refused(company: Company, calling: Calling) -> None:
    ask = sent(company)
    caller = calling(company.liu)
    refused = caller.client.post(
        f"/api/v1/asks/{ask.pk}/answers",
        "{verb",
        content_type="application/json",
        headers=caller.headers,
    )
    assert (refused.status_code, refused.json()["code"]) == (400, "Unreadable")


@pytest.mark.django_db
@pytest.mark.check("T049")
def test_a_key_is_good_for_one_effect(company: Company, calling: Calling) -> None:
    ask, key = sent(company), str(uuid4())
    caller = calling(company.liu)
    first = caller.post(f"/asks/{ask.pk}/answers", COUNTER, key=key)
    again = caller.post(f"/asks/{ask.pk}/answers", COUNTER, key=key)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    other = caller.post(f"/asks/{ask.pk}/answers", COUNTER | {"sentence": "别的"}, key=key)
    assert other.status_code == 422
    stolen = calling(company.wang).post(f"/asks/{ask.pk}/answers", COUNTER, key=key)
    assert stolen.status_code == 422
    assert Answer.objects.filter(ask=ask, verb="counter").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.check("T049")
def test_twenty_calls_with_one_key_at_once_have_one_effect_and_one_answer(
    company: Company, calling: Calling, settings: object
) -> None:
    settings.API_CALLS = 20  # who calls all at once gets no less than who calls in turn
    ask, key = sent(company), str(uuid4())
    caller = calling(company.liu)

    def call(_: int) -> tuple[int, bytes]:
        try:
            answer = caller.post(f"/asks/{ask.pk}/answers", COUNTER, key=key)
            return answer.status_code, answer.content
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        [(status, _content)] = set(pool.map(call, range(20)))
    assert status == 201
    assert Answer.objects.filter(ask=ask, verb="counter").count() == 1


@pytest.mark.django_db
def test_one_cell_of_the_division_table_is_edited(company: Company, calling: Calling) -> None:
    case = sent(company).collaboration
    task = add_task(case, NewTask(name="功能优化", department=company.product), by=company.li)
    caller = calling(company.liu)
    [row] = caller.get(f"/collaborations/{case.pk}/tasks").json()
    assert (row["id"], row["name"], row["department"]["name"]) == (
        str(task.pk),
        "功能优化",
        "产品部",
    )
    edit = {"field": "name", "value": "功能优化与测试", "was": "功能优化"}
    assert caller.patch(f"/tasks/{task.pk}", edit).json()["name"] == "功能优化与测试"
    stale = caller.patch(f"/tasks/{task.pk}", edit | {"value": "又一个"})
    assert (stale.status_code, stale.json()["code"]) == (409, "Stale")
    assert list(stale.json()["theirs"].values()) == ["功能优化与测试"]
    assert calling(company.feng).patch(f"/tasks/{task.pk}", edit).status_code == 404
    assert caller.get(f"/tasks/{task.pk}").json()["name"] == "功能优化与测试"


@pytest.mark.django_db
def test_a_signed_row_is_changed_by_a_change_request_only(
    company: Company, calling: Calling
) -> None:
    case = sent(company).collaboration
    task = add_task(case, NewTask(name="功能优化", department=company.product), by=company.li)
    type(case).objects.filter(pk=case.pk).update(state="delivering")
    company.liu.language = "en"
    company.liu.save(update_fields=["language"])
    edit = {"field": "name", "value": "别的", "was": "功能优化"}
    refused = calling(company.liu).patch(f"/tasks/{task.pk}", edit)
    assert (refused.status_code, refused.json()["code"]) == (409, "NotPossibleNow")
    assert "change request" in refused.json()["sentence"]


@pytest.mark.django_db
@pytest.mark.check("T166")
def test_a_token_stands_in_no_log(
    company: Company, calling: Calling, caplog: pytest.LogCaptureFixture
) -> None:
    caller = calling(company.feng)
    caller.get(f"/asks/{uuid4()}")
    caller.post(f"/asks/{uuid4()}/answers", {})
    assert caller.headers["Authorization"].split()[1] not in caplog.text
