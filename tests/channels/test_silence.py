from datetime import timedelta
from email.header import decode_header, make_header
from types import ModuleType

import pytest

from tests.channels.sink import Sink
from tests.collaborations.asking import ball, fresh, sent
from tests.company import Company
from tongzhou.collaborations.actions import answers
from tongzhou.collaborations.models import Ask
from tongzhou.journal import worker

pytestmark = pytest.mark.django_db


def mailed(sink: Sink) -> list[tuple[str, str]]:
    """Who got a mail with which subject since the last question."""
    found = [
        (recipients[0].split("@")[0], str(make_header(decode_header(message["Subject"]))))
        for recipients, message in sink.mails
    ]
    sink.mails.clear()
    return found


def wait_until_due(ask: Ask, clock: ModuleType) -> None:
    due = ball(ask).due_at
    while clock.now() <= due:
        clock.advance(timedelta(hours=1))
    turn(clock)


def turn(clock: ModuleType) -> None:
    """What a worker does within a minute: remind, tell, mail."""
    worker.run_once()
    clock.advance(timedelta(seconds=30))
    worker.run_once()


@pytest.mark.check("T037")
def test_silence_on_a_request_reminds_by_mail_and_passes_the_ball_up(
    company: Company, sink: Sink, clock: ModuleType
) -> None:
    ask = sent(company)
    turn(clock)
    mailed(sink)
    wait_until_due(ask, clock)
    assert ("liu", "已提醒刘洋（产品部）：3 项新功能上线") in mailed(sink)
    clock.advance(timedelta(days=1))
    turn(clock)
    subject = "产品部暂无回音，已由刘洋转请孙悦处理：3 项新功能上线"
    assert {("liu", subject), ("sun", subject)} <= set(mailed(sink))
    assert ball(ask).person == company.sun
    assert fresh(ask).state == "sent"


@pytest.mark.check("T076")
def test_an_answer_ends_the_silence(company: Company, sink: Sink, clock: ModuleType) -> None:
    ask = sent(company)
    wait_until_due(ask, clock)
    mailed(sink)
    answers.decline(fresh(ask), reason="人手不够", by=company.liu)
    turn(clock)
    mailed(sink)
    clock.advance(timedelta(days=1))
    turn(clock)
    assert not [subject for _name, subject in mailed(sink) if ask.what in subject]
