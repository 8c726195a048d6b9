from tests.agreements.table import Table
from tongzhou.agreements.models import Seat
from tongzhou.agreements.queries.breaks import broken_rows
from tongzhou.collaborations.models import Ball


def test_circulating_freezes_the_rows_and_gives_every_head_a_ball(table: Table) -> None:
    version = table.circulate()
    table.case.refresh_from_db()
    assert table.case.state == "signing"
    assert version.rows.count() == 5
    balls = Ball.objects.filter(kind="version", matter=version.pk)
    assert {ball.person for ball in balls} == set(table.heads.values())


def test_the_last_signature_brings_the_agreement_into_force(table: Table) -> None:
    version = table.circulate()
    for department in table.heads:
        assert version.state == "circulating"
        version = table.sign(version, department)
    table.case.refresh_from_db()
    assert (version.state, table.case.state) == ("in_force", "delivering")
    assert not Ball.objects.filter(kind="version").exists()
    assert not Seat.objects.filter(signature=None).exists()
    assert broken_rows(version) == []
