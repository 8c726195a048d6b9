"""T060: a process killed inside signing, accepting or applying a change leaves all or nothing."""

import sys
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.agreements.beforehand import clause, late, leeway, shift
from tests.agreements.dying import count_statements, everything, killed_before, sample
from tests.agreements.table import Table
from tests.collaborations.asking import sent
from tests.outcomes.finishing import accept, delivered
from tongzhou.agreements.actions import changes
from tongzhou.agreements.actions.clauses import carry_out_due
from tongzhou.agreements.models import Firing
from tongzhou.agreements.verify import verify_signatures
from tongzhou.collaborations.actions import answers
from tongzhou.core import clock
from tongzhou.journal.verify import verify_chain
from tongzhou.journal.verify_facts import verify_facts

POINTS = 24
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.check("T060", "T157")]
Scene = tuple[Callable[[], object], Callable[[], None]]


def first_signature(table: Table) -> Scene:
    version = table.circulate()

    def holds() -> None:
        version.refresh_from_db()
        assert version.state == "circulating"

    return lambda: table.sign(version, table.company.product), holds


def last_signature(table: Table) -> Scene:
    version = table.circulate()
    for department in (table.company.product, table.company.sales, table.company.service):
        table.sign(version, department)

    def holds() -> None:
        version.refresh_from_db()
        assert version.state == "in_force"

    return lambda: table.sign(version, table.company.marketing), holds


def applied_change(table: Table) -> Scene:
    table.in_force()
    values = {
        table.review.pk: {"end": "2023-08-25", "criteria": ["测试通过率 100%", "上线 3 项功能"]},
        table.survey.pk: {"end": "2023-07-24"},
    }
    change = changes.draft(table.case, by=table.company.lin, reason="晚 5 天", values=values)
    version = changes.submit(change, by=table.company.lin).versions.get()
    for department in (table.company.product, table.company.sales):
        table.sign(version, department)

    def holds() -> None:
        table.review.refresh_from_db()
        table.survey.refresh_from_db()
        assert (str(table.review.end), str(table.survey.end)) == ("2023-08-25", "2023-07-24")

    return lambda: table.sign(version, table.company.marketing), holds


def submitted_change(table: Table) -> Scene:
    table.in_force()
    values = {table.review.pk: {"end": "2023-08-25"}}
    change = changes.draft(table.case, by=table.company.lin, reason="晚 5 天", values=values)

    def holds() -> None:
        change.refresh_from_db()
        assert change.state == "signing"

    return lambda: changes.submit(change, by=table.company.lin), holds


def fired_clause(table: Table) -> Scene:
    """The clock stands after the day of the clause."""
    made = clause(table, late(table.complaints, "2023-07-03"), shift(table.campaign))
    table.in_force()
    clock.advance(timedelta(days=2))

    def holds() -> None:
        table.campaign.refresh_from_db()
        assert str(table.campaign.end) == "2023-09-27"
        assert Firing.objects.get().provision == made

    return carry_out_due, holds


def applied_at_once(table: Table) -> Scene:
    leeway(table)
    table.in_force()
    values = {table.review.pk: {"end": "2023-08-22"}}
    change = changes.draft(table.case, by=table.company.lin, reason="晚两天", values=values)

    def holds() -> None:
        change.refresh_from_db()
        assert (change.state, change.kind) == ("applied", "pre_authorised")

    return lambda: changes.apply_at_once(change, by=table.company.lin), holds


def circulated(table: Table) -> Scene:
    def holds() -> None:
        table.case.refresh_from_db()
        assert table.case.state == "signing"

    return table.circulate, holds


def accepted_ask(table: Table) -> Scene:
    table.case.number = "协-2023-0099"
    table.case.save(update_fields=["number"])
    ask = sent(table.company)

    def holds() -> None:
        ask.refresh_from_db()
        assert ask.state == "agreed"

    return lambda: answers.accept(ask, by=table.company.liu), holds


def accepted_delivery(table: Table) -> Scene:
    """With the signature of the department concerned, after which the case moves on."""
    table.in_force()
    delivery = delivered(table)

    def holds() -> None:
        table.survey.refresh_from_db()
        assert table.survey.state == "accepted"

    return lambda: accept(delivery, table.company.lin), holds


SCENES = [
    first_signature, last_signature, applied_change, fired_clause, applied_at_once,
    submitted_change, circulated, accepted_ask, accepted_delivery,
]  # fmt: skip
SAMPLED = [last_signature, applied_change, fired_clause]


@pytest.mark.parametrize("scene", SAMPLED, ids=lambda scene: scene.__name__)
def test_a_kill_at_any_sampled_statement_leaves_nothing_behind(
    table: Table, scene: Callable[[Table], Scene]
) -> None:
    sweep(table, scene, points=POINTS)


@pytest.mark.nightly
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_a_kill_at_every_statement_leaves_nothing_behind(
    table: Table, scene: Callable[[Table], Scene], capsys: pytest.CaptureFixture[str]
) -> None:
    killed = sweep(table, scene, points=10_000)
    with capsys.disabled():
        sys.stdout.write(f"\n{scene.__name__}: killed at {killed} points, nothing half was left\n")


def sweep(table: Table, scene: Callable[[Table], Scene], *, points: int) -> int:
    """At how many points it was killed."""
    act, holds = scene(table)
    statements = count_statements(act)
    before = everything()
    moments = sample(statements, points)
    assert len(moments) >= min(20, statements)
    for moment in moments:
        assert killed_before(moment, act), f"statement {moment} of {statements} was never reached"
        assert everything() == before, f"killed before statement {moment}: something was kept"
    assert not verify_chain()
    act()
    holds()
    assert not verify_chain()
    assert not verify_signatures()
    assert verify_facts()[0] == []
    return len(moments)
