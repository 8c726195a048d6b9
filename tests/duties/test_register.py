from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.at_once import at_once
from tests.company import Company
from tests.forms import errors, page, send, typed
from tongzhou.core.clock import zone
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Stale
from tongzhou.duties.actions import owning, reporting, turns, wording
from tongzhou.duties.actions.reporting import Described
from tongzhou.duties.models import Duty, Tenure
from tongzhou.duties.states import DUTY
from tongzhou.journal.models import Entry
from tongzhou.journal.worker import run_once
from tongzhou.notices.models import Notice
from tongzhou.org.models import Delegation, Department

SignIn = Callable[[Any], Client]
MANUAL = Described(name="更新操作手册", rhythm="monthly", description="每次上线后一周内")
WHY = "手册写的是产品功能"


def gap(company: Company) -> Duty:
    return reporting.report_gap(
        MANUAL, concerned=[company.product, company.service], by=company.huang
    )


def contested(company: Company) -> Duty:
    return reporting.report_overlap(
        MANUAL, doing=[company.product, company.service], by=company.huang
    )


def owned(company: Company) -> Duty:
    return reporting.enter(MANUAL, department=company.product, by=company.wang)


MAKE = {"gap": gap, "contested": contested, "owned": owned}


@pytest.fixture(autouse=True)
def _monday(clock: Any) -> None:
    """3 July 2023."""


def test_a_gap_is_listed_with_the_superior_who_finds_an_owner(
    company: Company, signed_in: SignIn
) -> None:
    client = signed_in(company.huang)
    answer = send(
        client, "/duties/new", name="更新操作手册", rhythm="monthly", who="gap",
        departments=[str(company.product.pk), str(company.service.pk)],
    )  # fmt: skip
    duty = Duty.objects.get()
    assert (answer.status_code, answer.url) == (303, f"/duties/{duty.pk}")
    assert (duty.state, duty.superior, duty.owner) == ("gap", company.chen_zong, None)
    assert duty.due_at == datetime(2023, 7, 17, 10, tzinfo=zone())
    assert "更新操作手册" in page(signed_in(company.gao), "/duties").body.text()
    run_once()
    told = set(Notice.objects.values_list("person__login", flat=True))
    assert {"chen_zong", "wang", "chen"} <= told
    assert "陈远" in page(signed_in(company.gao), f"/duties/{duty.pk}").css_first(".ball").text()


def test_the_first_head_who_takes_it_on_owns_it(company: Company, signed_in: SignIn) -> None:
    duty = gap(company)
    department = str(company.product.pk)
    for person in (company.huang, company.liu):
        response = send(signed_in(person), f"/duties/{duty.pk}/claims", department=department)
        assert response.status_code == 403
    foreign = send(signed_in(company.zhao), f"/duties/{duty.pk}/claims", department=department)
    assert foreign.status_code == 403
    client = signed_in(company.wang)
    answer = send(client, f"/duties/{duty.pk}/claims", department=department, sentence=WHY)
    assert answer.status_code == 303
    duty.refresh_from_db()
    assert (duty.state, duty.owner, duty.since) == ("owned", company.product, date(2023, 7, 3))
    assert (duty.superior, duty.due_at) == (None, None)
    tenure = Tenure.objects.get()
    assert (tenure.department, tenure.sentence, tenure.until) == (company.product, WHY, None)


def test_a_second_claim_leads_to_the_common_superior_who_decides(
    company: Company, signed_in: SignIn
) -> None:
    duty = owned(company)
    owning.claim(duty, department=company.service, by=company.chen)
    duty.refresh_from_db()
    assert (duty.state, duty.owner, duty.superior) == ("contested", None, company.chen_zong)
    decide = f"/duties/{duty.pk}/decisions"
    fields = {"department": str(company.service.pk), "reason": "离客户近的部门来写"}
    assert send(signed_in(company.wang), decide, **fields).status_code == 403
    client = signed_in(company.chen_zong)
    buttons = page(client, f"/duties/{duty.pk}").css("#decide button[name=department]")
    assert len(buttons) == 2
    assert send(client, decide, department=fields["department"], reason=" ").status_code == 422
    assert send(client, decide, **fields).status_code == 303
    duty.refresh_from_db()
    assert (duty.state, duty.owner) == ("owned", company.service)
    assert duty.claims.filter(given_up_at=None).count() == 1
    assert send(client, decide, **fields).status_code in (403, 409)


def test_giving_up_leaves_it_to_the_other_and_then_to_nobody(company: Company) -> None:
    duty = contested(company)
    owning.give_up(duty, department=company.product, reason="由客服部写", by=company.wang)
    duty.refresh_from_db()
    assert (duty.state, duty.owner) == ("owned", company.service)
    with pytest.raises(NotPossibleNow):
        owning.give_up(duty, department=company.product, reason="再说一次", by=company.wang)
    owning.give_up(duty, department=company.service, reason="人手不够", by=company.chen)
    duty.refresh_from_db()
    assert (duty.state, duty.owner, duty.superior) == ("gap", None, company.chen_zong)
    assert not Tenure.objects.filter(until=None).exists()


def test_a_delegate_takes_it_on_for_the_head(company: Company) -> None:
    duty = gap(company)
    Delegation.objects.create(
        person=company.chen, delegate=company.xu, since=date(2023, 7, 1), until=date(2023, 7, 9)
    )
    owning.claim(duty, department=company.service, by=company.xu)
    assert duty.claims.get().on_behalf_of == company.chen
    assert Entry.objects.get(kind="duty.claimed").on_behalf_of == company.chen.pk


VERBS: dict[str, Callable[[Company, Duty], object]] = {
    "claim": lambda c, duty: owning.claim(duty, department=c.sales, by=c.zhao),
    "give_up": lambda c, duty: owning.give_up(
        duty, department=c.product, reason=WHY, by=c.wang
    ),
    "assign": lambda c, duty: owning.assign(
        duty, department=c.product, reason=WHY, by=c.chen_zong
    ),
    "revise": lambda c, duty: wording.revise(
        duty, name="手册", rhythm="weekly", description="", seen=1,
        by=c.wang if duty.owner_id else c.huang,
    ),
    "retire": lambda c, duty: wording.retire(
        duty, reason=WHY, by=c.wang if duty.owner_id else c.chen_zong
    ),
}  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", [state.key for state in DUTY.states])
def test_every_verb_is_possible_exactly_where_the_table_says(
    company: Company, state: str, verb: str
) -> None:
    duty = MAKE.get(state, gap)(company)
    if state == "retired":
        wording.retire(duty, reason=WHY, by=company.chen_zong)
        Duty.objects.update(superior=company.chen_zong)
    elif state == "owned":
        Duty.objects.update(superior=company.chen_zong)
    duty.refresh_from_db()
    before = Entry.objects.count()
    if DUTY.allows(state, verb):
        VERBS[verb](company, duty)
        assert Entry.objects.count() == before + 1
    else:
        with pytest.raises(NotPossibleNow):
            VERBS[verb](company, duty)
        assert Entry.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_of_two_claims_at_once_one_owns_and_the_other_is_contested(company: Company) -> None:
    duty = gap(company)
    at_once(
        lambda: owning.claim(duty, department=company.product, by=company.wang),
        lambda: owning.claim(duty, department=company.service, by=company.chen),
    )
    duty.refresh_from_db()
    assert duty.state == "contested"
    assert duty.claims.filter(given_up_at=None).count() == 2
    assert not Tenure.objects.filter(until=None).exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_claim_twice_at_once_counts_once(company: Company) -> None:
    duty = gap(company)
    outcomes = at_once(
        *[lambda: owning.claim(duty, department=company.product, by=company.wang)] * 2
    )
    assert sum(isinstance(one, Duty) for one in outcomes) == 1
    assert Entry.objects.filter(kind="duty.claimed").count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "字" * 100_000), ("rhythm", "sometimes"), ("who", "x"),
     ("departments", "nobody")],
)  # fmt: skip
def test_what_cannot_be_taken_is_marked_and_the_rest_kept(
    company: Company, signed_in: SignIn, field: str, value: str
) -> None:
    fields = {"name": "更新手册", "rhythm": "monthly", "who": "gap", "description": "每次上线后"}
    response = send(signed_in(company.huang), "/duties/new", **fields | {field: value})
    assert (response.status_code, bool(errors(response))) == (422, True)
    assert typed(response, "description") == "每次上线后"
    assert not Duty.objects.exists()


def test_an_overlap_needs_two_departments_and_an_own_duty_its_head(
    company: Company, signed_in: SignIn
) -> None:
    fields = {"name": "更新手册", "rhythm": "monthly"}
    one = {"departments": [str(company.product.pk)], "who": "overlap"}
    assert send(signed_in(company.huang), "/duties/new", **fields, **one).status_code == 422
    assert send(signed_in(company.huang), "/duties/new", **fields, who="own").status_code == 403
    assert send(signed_in(company.chen), "/duties/new", **fields, who="own").status_code == 303
    assert Duty.objects.get().owner == company.service
    with pytest.raises(Refused):
        reporting.report_gap(MANUAL, concerned=[], by=company.auditor)


def test_the_same_report_twice_is_one_duty(company: Company, signed_in: SignIn) -> None:
    client, once = signed_in(company.huang), uuid4().hex
    for _ in range(2):
        send(client, "/duties/new", once=once, name="更新手册", rhythm="monthly", who="gap")
    assert Duty.objects.count() == 1


def test_two_who_describe_it_at_once_see_each_other(company: Company) -> None:
    duty = owned(company)
    words = {"name": "手册", "rhythm": "weekly"}
    wording.revise(duty, **words, description="甲", seen=1, by=company.liu)
    with pytest.raises(Stale):
        wording.revise(duty, **words, description="乙", seen=1, by=company.wang)
    with pytest.raises(Invalid):
        wording.retire(duty, reason="", by=company.wang)
    with pytest.raises(Refused):
        wording.retire(duty, reason=WHY, by=company.liu)


def test_what_waits_too_long_is_asked_about_again_once(company: Company, clock: Any) -> None:
    duty = gap(company)
    clock.move_to(datetime(2023, 7, 18, 10, tzinfo=zone()))
    for _ in range(2):
        turns.look_again()
    assert Entry.objects.filter(kind="duty.still_open").count() == 1
    duty.refresh_from_db()
    assert duty.state == "gap"


def test_a_superior_who_leaves_is_replaced(company: Company) -> None:
    duty = gap(company)
    Department.objects.filter(pk=company.root.pk).update(head=company.qian)
    type(company.chen_zong).objects.filter(pk=company.chen_zong.pk).update(is_active=False)
    turns.look_again()
    duty.refresh_from_db()
    assert duty.superior == company.qian


def test_where_it_was_found_is_named_to_those_who_may_see_it(
    company: Company, signed_in: SignIn
) -> None:
    found = ("problem", uuid4())
    duty = reporting.report_gap(MANUAL, concerned=[], by=company.huang, found=found)
    assert "/problems/" not in page(signed_in(company.li), f"/duties/{duty.pk}").html


def test_the_number_of_queries_does_not_grow_with_the_duties(
    company: Company, signed_in: SignIn
) -> None:
    client, counts = signed_in(company.li), []
    for more in (1, 9, 30):
        for _ in range(more):
            gap(company)
            owned(company)
        with CaptureQueriesContext(connection) as asked:
            page(client, "/duties")
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2] <= 20
    with CaptureQueriesContext(connection) as asked:
        page(client, f"/duties/{Duty.objects.first().pk}")  # type: ignore[union-attr]
    assert len(asked) <= 20


def test_filters_find_by_words_department_and_state(company: Company, signed_in: SignIn) -> None:
    gap(company)
    reporting.enter(Described(name="季度盘点"), department=company.sales, by=company.zhao)
    client = signed_in(company.gao)
    by_word = page(client, "/duties?q=盘点").css_first("table").text()
    assert "季度盘点" in by_word
    assert "操作手册" not in by_word
    assert "操作手册" in page(client, "/duties?state=gap").css_first("table").text()
    by_department = page(client, f"/duties?department={company.sales.pk}").css_first("table").text()
    assert "操作手册" not in by_department
    assert client.get("/duties?state=nonsense&department=x&page=99").status_code == 200


def test_what_waits_for_me_stands_on_my_day(company: Company, signed_in: SignIn) -> None:
    duty = gap(company)
    shown = page(signed_in(company.chen_zong), "/")
    assert shown.css_first(f'a[href="/duties/{duty.pk}#decide"]') is not None
    assert "更新操作手册" not in page(signed_in(company.gao), "/").body.text()
