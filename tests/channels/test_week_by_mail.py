import re
from datetime import date, timedelta

import pytest

from tests.agreements import table as table_module
from tests.channels.sink import Sink
from tests.channels.test_invitation import deliver, mails_to
from tests.company import Company
from tongzhou.core import clock as clock_module
from tongzhou.journal.worker import run_once
from tongzhou.plans.models import Task
from tongzhou.progress.actions import rounds
from tongzhou.progress.actions.rounds import Update
from tongzhou.progress.consumers import keep_the_rhythm
from tongzhou.progress.models import WeeklyRound

pytestmark = pytest.mark.django_db


def body(mail: object) -> str:
    """Without addresses: a token may hold any figure."""
    text = mail.get_payload()[0].get_payload(decode=True).decode()  # type: ignore[attr-defined]
    return re.sub(r"https?://\S+", "", text)


@pytest.mark.check("T074")
def test_the_initiator_reads_the_week_in_the_mail_and_everybody_else_on_monday(
    company: Company, sink: Sink, clock: object
) -> None:
    table = table_module.build(company)
    Task.objects.filter(pk=table.survey.pk).update(start=date(2023, 7, 3))
    table.in_force()
    run_once()
    rounds.check_in(table.survey, Update(percent=40, state="in_progress"), by=company.zhou)
    clock_module.move_to(WeeklyRound.objects.get().due_at + timedelta(hours=1))
    sink.mails.clear()
    keep_the_rhythm()
    deliver()
    [told] = [mail for mail in mails_to(sink, "lin") if "40" in body(mail)]
    assert "还没" in body(told) or "还差" in body(told)
    assert not [mail for mail in mails_to(sink, "zhou") if "40" in body(mail)]
    clock_module.move_to(clock_module.now() + timedelta(days=3))
    deliver()
    assert [mail for mail in mails_to(sink, "zhou") if "40" in body(mail)]
