"""The question of the quarter: nobody can be found behind an answer."""

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from tests.at_once import at_once
from tests.company import Company
from tests.forms import page, send
from tongzhou.core.verdicts import NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person
from tongzhou.pulse import actions
from tongzhou.pulse.models import Tally, Turn
from tongzhou.pulse.quarters import this_quarter
from tongzhou.pulse.queries import trend

SignedIn = Callable[[Person], Client]
QUARTER = timedelta(days=92)


@pytest.fixture(autouse=True)
def _monday(clock: ModuleType) -> None:
    """3 July 2023."""


def tallies(company: Company, **counts: tuple[int, int]) -> None:
    """By department: how many say always, how many never."""
    for name, (always, never) in counts.items():
        for answer, count in ((5, always), (1, never)):
            Tally.objects.create(
                quarter=this_quarter(),
                department=getattr(company, name),
                answer=answer,
                count=count,
            )


def test_one_tap_answers_once_a_quarter(
    company: Company, signed_in: SignedIn, clock: ModuleType
) -> None:
    browser = signed_in(company.li)
    assert page(browser, "/pulse/question").css_first("button[name=answer]")
    assert send(browser, "/pulse/answers", answer="9").status_code == 422
    assert send(browser, "/pulse/answers", answer="4").status_code == 303
    assert send(browser, "/pulse/answers", answer="5").status_code == 409
    assert "button" not in browser.get("/pulse/question").text
    told = Tally.objects.get()
    assert (told.quarter, told.department, told.answer, told.count) == (
        "2023Q3",
        company.marketing,
        4,
        1,
    )
    clock.advance(QUARTER)
    assert send(browser, "/pulse/answers", answer="5").status_code == 303
    with pytest.raises(Refused):
        actions.answer(3, by=company.auditor)


def test_no_table_holds_a_person_a_time_or_an_order_beside_an_answer(company: Company) -> None:
    before = Entry.objects.count()
    for number, person in enumerate((company.li, company.lin, company.he, company.gao)):
        actions.answer(1 + number % 2, by=person)
    assert Entry.objects.count() == before
    for model in apps.get_app_config("pulse").get_models():
        fields = {field.name: field for field in model._meta.concrete_fields}
        times = (models.DateTimeField, models.DateField)
        assert not any(isinstance(field, times) for field in fields.values())
        assert not {"person", "answer"} <= set(fields)
    assert sorted(Tally.objects.values_list("answer", "count")) == [(1, 2), (2, 2)]
    assert Turn.objects.count() == 4


def test_fewer_than_five_and_what_still_runs_are_told_to_nobody(
    company: Company, signed_in: SignedIn, clock: ModuleType
) -> None:
    tallies(company, marketing=(4, 1), product=(3, 1), sales=(3, 3))
    assert trend().quarters == []
    clock.advance(QUARTER)
    found = trend()
    assert [line.name for line in found.lines] == ["市场部", "销售部"]
    assert [(one.percent, one.count) for one in found.whole if one] == [(64, 11)]
    tallies(company, marketing=(1, 4))
    clock.advance(QUARTER)
    [marketing] = [line for line in trend().lines if line.name == "市场部"]
    assert marketing.change == -60
    told = page(signed_in(company.chen_zong), "/pulse").body.text()
    assert "80%" in told
    assert "产品部" not in told


@pytest.mark.django_db(transaction=True)
def test_answers_at_the_same_moment_are_all_counted_and_none_twice(company: Company) -> None:
    people = [company.li, company.lin, company.he, company.gao, company.li]
    done = at_once(*(lambda person=person: actions.answer(5, by=person) for person in people))
    assert sum(isinstance(one, NotPossibleNow) for one in done) == 1
    assert sum(Tally.objects.values_list("count", flat=True)) == 4
