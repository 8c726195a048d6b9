"""Rows that a change request brings in or takes out move the collaboration as deliveries do."""

from tests.agreements.table import Table
from tongzhou.journal.models import Entry
from tongzhou.outcomes.consumers import follow_what_was_changed
from tongzhou.plans.models import Task


def told(table: Table) -> None:
    follow_what_was_changed([Entry(kind="change.applied", collaboration=table.case.pk)])
    table.case.refresh_from_db()


def test_the_last_row_to_deliver_leaves_and_a_new_one_is_delivered_again(table: Table) -> None:
    rows = Task.objects.filter(collaboration=table.case)
    rows.exclude(pk=table.survey.pk).update(state="delivered")
    told(table)
    assert table.case.state == "delivering"
    rows.filter(pk=table.survey.pk).update(removed_at=table.case.changed_at)
    told(table)
    assert table.case.state == "accepting"
    rows.filter(pk=table.survey.pk).update(removed_at=None)
    told(table)
    assert table.case.state == "delivering"
