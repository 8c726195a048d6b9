"""T159: whatever is changed behind the program's back in versions and signatures, `verify` says so."""

import random
import sys
from datetime import date, timedelta

import pytest
from django.db import models

from tests.agreements import mutations
from tests.agreements.beforehand import clause, late, shift
from tests.agreements.table import Table
from tongzhou.agreements import actions
from tongzhou.agreements.actions import changes
from tongzhou.agreements.actions.clauses import carry_out_due
from tongzhou.agreements.models import (
    ChangeLine,
    ChangeRequest,
    Firing,
    Objection,
    Provision,
    Row,
    RowSignature,
    Seat,
    Version,
    Warrant,
)
from tongzhou.core import clock
from tongzhou.journal.actions import anchors
from tongzhou.journal.models import Anchor, Entry, Head

MODELS = (
    Version, Row, Seat, RowSignature, Objection, ChangeRequest, ChangeLine, Provision, Firing,
    Warrant, Entry, Head, Anchor,
)  # fmt: skip
"""Every table of what was signed and of what proves it."""
SAMPLE = 3
"""Of each table and kind in the default run; the nightly one does them all."""


@pytest.fixture
def told(table: Table) -> Table:
    """Three versions: signed with an objection before, changed, moved by a clause; two anchors."""
    clause(table, late(table.complaints, "2023-07-14"), shift(table.campaign))
    version = table.circulate()
    table.sign(version, table.company.sales)
    actions.object_to(
        version, department=table.company.product, by=table.company.wang, reason="排不下"
    )
    table.case.refresh_from_db()
    table.in_force()
    values = {table.review.pk: {"end": "2023-08-25"}}
    change = changes.draft(table.case, by=table.company.lin, reason="晚 5 天", values=values)
    version = changes.submit(change, by=table.company.lin).versions.get()
    for department in (table.company.product, table.company.marketing, table.company.sales):
        table.sign(version, department)
    clock.advance(timedelta(days=(date(2023, 7, 15) - clock.today()).days))
    carry_out_due()
    anchor = anchors.take()
    assert anchor is not None
    anchors.note_stamped(anchor, stamp="b25l")
    clock.advance(timedelta(days=1))
    anchors.take()
    assert mutations.is_sound()
    return table


def mutations_of(model: type[models.Model]) -> list[mutations.Mutation]:
    return [*mutations.of_fields(model), *mutations.of_rows(model)]


@pytest.mark.check("T034", "T159")
def test_a_sample_of_mutations_of_what_was_signed_is_noticed(told: Table) -> None:
    sample = [
        one
        for model in MODELS
        for every in (mutations_of(model),)
        for one in random.sample(every, min(SAMPLE, len(every)))
    ]
    assert mutations.unnoticed(sample) == []


@pytest.mark.nightly
@pytest.mark.check("T034", "T159")
@pytest.mark.parametrize("model", MODELS)
def test_every_mutation_of_what_was_signed_is_noticed(
    told: Table, model: type[models.Model], capsys: pytest.CaptureFixture[str]
) -> None:
    every = mutations_of(model)
    unnoticed = mutations.unnoticed(every)
    with capsys.disabled():
        counts = f"{len(every) - len(unnoticed)} of {len(every)}"
        sys.stdout.write(f"\n{model.__name__}: {counts} mutations noticed\n")
    assert unnoticed == []
