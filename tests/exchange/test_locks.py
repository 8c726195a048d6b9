"""What is locked first, so that a ball settled meanwhile does not come back."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.agreements import table as tables
from tests.company import Company
from tongzhou.core.clock import now
from tongzhou.exchange.actions import gains
from tongzhou.exchange.models import Gain


def test_the_collaboration_is_kept_from_others_before_the_word_of_whoever_gained(
    company: Company,
) -> None:
    table = tables.build(company)
    table.in_force()
    gain = Gain.objects.create(
        collaboration=table.case,
        giver=company.product,
        receiver=company.sales,
        what="快了 4 秒",
        by=company.wang_gong,
        at=now(),
    )
    with CaptureQueriesContext(connection) as captured:
        gains.receive(gain, outcome="confirmed", by=company.zhou)
    read = [one["sql"] for one in captured if one["sql"].startswith("SELECT")]
    assert 'FROM "collaborations_collaboration"' in read[0]
