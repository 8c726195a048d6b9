"""What one side says leaves the same traces in every table that others read, whatever it said."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction

from tests.company import Company
from tests.interests import aligning, dealing
from tests.interests.test_deal_privacy import PRIVATE
from tongzhou.interests.actions import scoring
from tongzhou.interests.actions.deals import advising, points
from tongzhou.interests.actions.deals.points import Weights
from tongzhou.interests.actions.scoring import Scores
from tongzhou.interests.models import Deal
from tongzhou.journal.worker import run_once

NAMES = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32,}")
"""Ids and hashes: made anew each time, and hashes of the chain go over ids."""
Act = Callable[[], object]


@pytest.mark.check("T012", "T013")
def test_scores_leave_the_same_traces_whatever_they_are(company: Company) -> None:
    table = aligning.opened(company)
    side = aligning.side_of(table, company.product)
    options = list(table.options.order_by("position"))

    def hand_in(*values: int, floor: int) -> Act:
        given = dict(zip([one.pk for one in options], values, strict=True))
        return lambda: scoring.hand_in(side, Scores(given, floor), by=company.liu)

    assert _one_trace(hand_in(3, 8, 7, 9, floor=5), hand_in(10, 0, 0, 1, floor=0))


@pytest.mark.check("T012", "T013")
def test_points_leave_the_same_traces_whatever_they_are(company: Company) -> None:
    deal = dealing.opened(company)
    side, first = dealing.side_of(deal, company.product), dealing.weights_of(deal, "product")
    terms = list(first.points)
    other = Weights(
        dict(zip(terms, (0, 90, 10), strict=True)),
        {choice: 10 - value for choice, value in first.scores.items()},
    )
    acts = [lambda one=one: _hand_in(deal, side, one, company) for one in (first, other)]
    assert _one_trace(*acts)


@pytest.mark.check("T012", "T013")
def test_a_silent_answer_leaves_no_trace_and_no_more_when_the_deal_ends(
    company: Company, clock: Any
) -> None:
    deal = dealing.asked(company)
    run_once()

    def said(*answers: bool) -> Act:
        return lambda: [
            dealing.say(company, deal, "product", yes=answer) for answer in answers
        ]  # fmt: skip

    assert _one_trace(said(), said(True), said(False), said(True, False, True))

    def ended(*answers: bool) -> Act:
        def act() -> None:
            said(*answers)()
            clock.advance(timedelta(days=10))
            advising.close_what_is_due()
            assert Deal.objects.get(pk=deal.pk).state == "closed"
            assert not any(model._default_manager.exists() for model in PRIVATE)
            clock.advance(-timedelta(days=10))

        return act

    assert _one_trace(ended(), ended(True), ended(False))


def _hand_in(deal: Deal, side: Any, weights: Weights, company: Company) -> None:
    asked = points.question_for(deal, weights)
    fits = next(one for one in ("first", "second", "same") if not asked or asked.fits(one))
    points.hand_in(side, weights, prefers=fits, by=company.liu)


def _one_trace(*acts: Act) -> bool:
    """Each from the same beginning; the first difference is shown."""
    traces = [_trace_of(act) for act in acts]
    for trace in traces[1:]:
        for mine, first in zip(trace, traces[0], strict=True):
            assert mine == first
    return len(traces[0]) > 50


def _trace_of(act: Act) -> list[tuple[str, list[str]]]:
    with transaction.atomic():
        act()
        run_once()
        found = list(_tables())
        transaction.set_rollback(True)
    return found


def _tables() -> Iterator[tuple[str, list[str]]]:
    """All rows that are not private, without their names."""
    for model in apps.get_models():
        if model in PRIVATE:
            continue
        fields = [one.attname for one in model._meta.concrete_fields if _says_something(one)]
        rows = model._base_manager.values_list(*fields)
        yield model._meta.label, sorted(NAMES.sub("", repr(row)) for row in rows)


def _says_something(field: "models.Field[Any, Any]") -> bool:
    return not isinstance(field, models.AutoField | models.BinaryField)
