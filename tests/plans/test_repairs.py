"""Each repair is one tap: what it sends settles its finding, and nothing else is needed."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.company import Company
from tests.forms import page as page_of
from tests.plans.conftest import sound
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.core import clock
from tongzhou.core.ids import new_id
from tongzhou.org.models import Delegation, Department, Person
from tongzhou.plans import actions, queries
from tongzhou.plans.checker import Finding, Repair
from tongzhou.plans.models import Dependency, Role, Task

SignedIn = Callable[[Person], Client]
Break = Callable[[Company, Task], object]


def edit(column: str, value: str) -> Break:
    return lambda company, task: actions.edit_cell(
        task, field=column, value=value, was=None, by=company.li
    )


def change(**values: Any) -> Break:
    return lambda _company, task: Task.objects.filter(pk=task.pk).update(**values)


def drop(letter: str) -> Break:
    return lambda _company, task: Role.objects.filter(task=task, letter=letter).delete()


def leave(company: Company, _task: Task) -> None:
    Person.objects.filter(pk=company.zhou.pk).update(is_active=False)


def be_away(company: Company, _task: Task) -> None:
    Delegation.objects.create(
        person=company.zhou, delegate=company.wu, since=date(2023, 7, 17), until=date(2023, 7, 25)
    )


def give_out(company: Company, task: Task) -> None:
    Role.objects.filter(task=task, letter="A").update(person=company.wang)


def dissolve(company: Company, _task: Task) -> None:
    Department.objects.filter(pk=company.sales.pk).update(
        dissolved_at=clock.now(), successor=company.marketing
    )


def claim_twice(company: Company, task: Task) -> None:
    other = sound(company, task.collaboration)
    Task.objects.filter(pk=other.pk).update(deliverable="1. 用戶需求彙總報告（終稿）")


def wait_too_early(company: Company, task: Task) -> None:
    other = sound(company, task.collaboration)
    Task.objects.filter(pk=other.pk).update(deliverable="《方案》")
    Dependency.objects.create(task=task, on=other, kind="FS")


def wait_in_a_circle(company: Company, task: Task) -> None:
    wait_too_early(company, task)
    other = Task.objects.exclude(pk=task.pk).get()
    Dependency.objects.create(task=other, on=task, kind="SS")


def agree(company: Company, task: Task) -> None:
    Ask.objects.create(
        collaboration=task.collaboration, department=company.product, what="抽调两名开发",
        agreed_what="抽调两名开发", state="agreed", settled_at=clock.now(),
    )  # fmt: skip


def need(company: Company, task: Task) -> None:
    Collaboration.objects.update(people_needed=f"{company.finance.name} 1 名核算")


BREAKS: dict[str, Break] = {
    "no_accountable": drop("A"),
    "no_responsible": drop("R"),
    "absent": leave,
    "away": be_away,
    "outsider": give_out,
    "dissolved": dissolve,
    "no_deliverable": edit("deliverable", "待定"),
    "no_criterion": edit("criteria", ""),
    "uncheckable": edit("criteria", "尽快完成"),
    "no_dates": change(end=None),
    "short_buffer": change(buffer_days=1),
    "dependency_dates": wait_too_early,
    "circle": wait_in_a_circle,
    "claimed_twice": claim_twice,
    "overload": change(effort_days=Decimal(20)),
    "uncovered": agree,
    "resource": need,
    "idle_party": lambda _company, _task: None,
    "uninformed": edit("supports", "客服部"),
}


@pytest.mark.parametrize("key", BREAKS)
def test_one_tap_settles_what_was_found(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn, key: str
) -> None:
    BREAKS[key](company, task)
    finding = _found(case, key)[0]
    assert finding.repair
    browser = signed_in(company.li)
    page = browser.get(reverse("plan", args=[case.pk])).content.decode()
    assert str(finding.kind.why) in page
    answer = browser.post(_address(case, finding, finding.repair), finding.repair.values)
    assert answer.status_code in (302, 303)
    assert finding.sentence not in [one.sentence for one in _found(case, key)]


def test_what_people_promised_elsewhere_weighs_without_being_named(
    company: Company, case: Collaboration, task: Task
) -> None:
    Task.objects.filter(pk=task.pk).update(effort_days=Decimal(10))
    assert _found(case, "overload") == []
    other = Collaboration.objects.get(pk=case.pk)
    other.pk, other.number, other.name = new_id(), "协-2023-0002", "保密的事"
    other.save(force_insert=True)
    elsewhere = sound(company, other)
    Task.objects.filter(pk=elsewhere.pk).update(effort_days=Decimal(9))
    sentence = str(_found(case, "overload")[0].sentence)
    assert "周婷" in sentence
    assert "保密的事" not in sentence
    later = date(2023, 8, 7)
    Task.objects.filter(pk=elsewhere.pk).update(start=later, end=later + timedelta(days=30))
    assert _found(case, "overload") == []


def test_the_deputy_is_named_where_the_head_is_vacant(
    company: Company, case: Collaboration, task: Task
) -> None:
    Department.objects.filter(pk=company.sales.pk).update(head=None, deputy=company.wu)
    drop("A")(company, task)
    repair = _found(case, "no_accountable")[0].repair
    assert repair
    assert repair.values["person"] == str(company.wu.pk)


def _found(case: Collaboration, key: str) -> list[Finding]:
    fresh = Collaboration.objects.get(pk=case.pk)
    return [one for one in queries.findings(fresh) if one.key == key]


def _address(case: Collaboration, finding: Finding, repair: Repair) -> str:
    of_case = {"take_over": "agreed-terms", "row": "tasks"}
    if repair.verb in of_case:
        return reverse(of_case[repair.verb], args=[case.pk])
    name = {"role": "task-roles", "cell": "task-cells"}[repair.verb]
    return reverse(name, args=[finding.task])


@pytest.mark.parametrize("state", ["signing", "archived"])
def test_nothing_offers_a_repair_that_cannot_be_made(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn, state: str
) -> None:
    edit("deliverable", "待定")(company, task)
    Collaboration.objects.filter(pk=case.pk).update(state=state)
    page = page_of(signed_in(company.li), reverse("plan", args=[case.pk]))
    assert page.css("#findings .finding.seal")
    assert not page.css("#findings form, #findings a.btn")


def test_who_only_reads_the_table_is_offered_no_repair(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    edit("deliverable", "待定")(company, task)
    page = page_of(signed_in(company.chen), reverse("plan", args=[case.pk]))
    assert page.css("#findings .finding.seal")
    assert not page.css(f"#findings form[action*='{task.pk}']")
