"""T060: a process killed inside an import leaves all or nothing."""

import sys

import pytest

from tests.agreements.dying import count_statements, everything, killed_before, sample
from tests.company import Company
from tests.plans.workbooks import workbook
from tongzhou.journal.verify import verify_chain
from tongzhou.plans import queries
from tongzhou.plans.actions import imports

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.check("T060")]


def test_a_kill_at_any_sampled_statement_leaves_nothing_of_an_import(company: Company) -> None:
    sweep(company, points=24)


@pytest.mark.nightly
def test_a_kill_at_every_statement_leaves_nothing_of_an_import(
    company: Company, capsys: pytest.CaptureFixture[str]
) -> None:
    killed = sweep(company, points=10_000)
    with capsys.disabled():
        sys.stdout.write(f"\nimport: killed at {killed} points, nothing half was left\n")


def sweep(company: Company, *, points: int) -> int:
    """At how many points it was killed."""
    kept = imports.upload("三表.xlsx", workbook(), by=company.li)

    def act() -> object:
        return imports.confirm(kept, by=company.li)

    statements = count_statements(act)
    before = everything()
    moments = sample(statements, points)
    assert len(moments) >= 20
    for moment in moments:
        assert killed_before(moment, act), f"statement {moment} of {statements} was never reached"
        assert everything() == before, f"killed before statement {moment}: something was kept"
    case = imports.confirm(kept, by=company.li)
    assert len(queries.table(case.pk)) == 2
    assert not verify_chain()
    return len(moments)
