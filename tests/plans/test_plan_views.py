"""How somebody wants to see the table: kept for oneself, shared by who may, taken away with a way back."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.company import Company
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Invalid, Refused
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person
from tongzhou.plans import actions
from tongzhou.plans.arrangement import Arrangement, arrangement
from tongzhou.plans.models import PlanView, Task

SignedIn = Callable[[Person], Client]


def once(**sent: object) -> dict[str, object]:
    return {**sent, "once": uuid4().hex}


def heads(browser: Client, case: Collaboration, query: str = "") -> list[str]:
    text = browser.get(reverse("plan", args=[case.pk]) + query).content.decode()
    return [part.split('"')[0] for part in text.split('<th scope="col" data-field="')[1:]]


def test_columns_are_chosen_ordered_and_kept_for_oneself(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    li, address = signed_in(company.li), reverse("plan-layouts", args=[case.pk])
    order = ["department", "dates", "criteria", "effort_days"]
    li.post(address, once(order=order, columns=["department", "dates", "effort_days"]))
    assert heads(li, case) == ["name", "department", "dates", "effort_days"]
    li.post(address, once(order=order, columns=order[:2], up="dates"))
    assert heads(li, case) == ["name", "dates", "department"]
    assert li.post(address, once(widths="name:300,dates:9999,nonsense:3")).status_code == 204
    kept = arrangement({}, otherwise=PlanView.objects.get(name="").query)
    assert (kept.width("name"), kept.width("dates")) == (300, 640)
    assert heads(signed_in(company.zhou), case) == list(Arrangement().columns)
    li.post(address, once(usual="1"))
    assert heads(li, case) == list(Arrangement().columns)


def test_a_view_is_kept_chosen_and_removed_with_a_way_back(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    li = signed_in(company.li)
    sent = once(view=" 本周  交付 ", at="columns=dates&sort=-end&group=week")
    answer = li.post(reverse("plan-views", args=[case.pk]), sent)
    assert answer.status_code == 303
    view = PlanView.objects.get()
    assert view.name == "本周 交付"
    assert heads(li, case, f"?view={view.pk}") == ["name", "dates"]
    other = signed_in(company.zhou)
    assert "本周 交付" not in other.get(reverse("plan", args=[case.pk])).content.decode()
    assert other.post(f"/plan-views/{view.pk}/removals", once()).status_code == 404
    li.post(f"/plan-views/{view.pk}/removals", once())
    assert "本周 交付</a>" not in li.get(reverse("plan", args=[case.pk])).content.decode()
    li.post(f"/plan-views/{view.pk}/restorations", once())
    assert PlanView.objects.standing().count() == 1


def test_a_shared_view_is_everybodys_and_journalled(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    view = actions.keep_view(case, "逾期", "state=late", shared=True, by=company.zhao)
    assert Entry.objects.latest("seq").kind == "plan_view.shared"
    assert "逾期" in signed_in(company.wang).get(reverse("plan", args=[case.pk])).content.decode()
    with pytest.raises(Refused):
        actions.remove_view(view, by=company.wang)
    actions.remove_view(view, by=company.li)
    assert Entry.objects.latest("seq").kind == "plan_view.withdrawn"


def test_who_speaks_for_no_department_shares_nothing(company: Company, case: Collaboration) -> None:
    with pytest.raises(Refused):
        actions.keep_view(case, "我的", "state=late", shared=True, by=company.wu)
    actions.keep_view(case, "我的", "state=late", shared=False, by=company.wu)
    with pytest.raises(Invalid):
        actions.keep_view(case, " ", "", shared=False, by=company.wu)


def test_an_address_comes_back_as_it_went() -> None:
    how = Arrangement(
        columns=("name", "dates"),
        widths=(("dates", 99),),
        sort="-end",
        group="week",
        text="甲 & 乙",
    )
    assert arrangement({}, otherwise=how.query()) == how
    assert (
        arrangement({"columns": "nonsense", "widths": "x:1,name:٣", "sort": "-"}) == Arrangement()
    )
