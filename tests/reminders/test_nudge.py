from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Thread
from types import ModuleType

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.company import Company
from tests.forms import page
from tests.reminders.asking import remind
from tests.waiting import sent_case, waiting_ask
from tongzhou.collaborations import balls
from tongzhou.collaborations.models import Ask, Ball, Collaboration
from tongzhou.collaborations.queries.turns import ball_line, with_people
from tongzhou.journal.models import Entry
from tongzhou.journal.worker import run_once
from tongzhou.notices.models import Notice
from tongzhou.org.actions.delegations import delegate
from tongzhou.org.models import Person
from tongzhou.reminders.actions import nudge
from tongzhou.reminders.models import Nudge


def steps() -> list[tuple[str, str]]:
    """What the journal says silence led to: kind and the person now asked."""
    people = {str(nudge.person_id): nudge.person.name for nudge in Nudge.objects.all()}
    entries = Entry.objects.filter(kind__startswith="ball.")
    return [(entry.kind, people[entry.payload["person"]]) for entry in entries]


@pytest.mark.django_db
@pytest.mark.check("T037")
def test_silence_reminds_then_passes_the_ball_up_and_never_agrees(
    company: Company, clock: ModuleType
) -> None:
    ball = waiting_ask(company, due_at=clock.now() + timedelta(hours=1))
    remind()
    assert steps() == []
    clock.advance(timedelta(hours=1))
    remind()
    assert steps() == [("ball.reminded", "刘洋")]
    expected = [("ball.reminded", "刘洋")]
    for name in ("孙悦", "王磊", "陈远"):
        clock.advance(timedelta(hours=23))
        remind()
        assert steps() == expected
        clock.advance(timedelta(hours=1))
        remind()
        expected.append(("ball.passed_up", name))
        assert steps() == expected
    clock.advance(timedelta(days=1))
    remind()
    remind()
    assert steps() == expected
    ball.refresh_from_db()
    assert (ball.person, ball.step) == (company.chen_zong, 4)
    assert Ask.objects.get().state == "sent"


@pytest.mark.django_db
def test_who_was_only_told_in_time_is_still_next_in_line(
    company: Company, clock: ModuleType
) -> None:
    """Told while the matter was theirs; somebody else holds it since."""
    ball = waiting_ask(company, due_at=clock.now())
    Nudge.objects.create(ball=ball.pk, since=ball.since, step=0, person=company.sun, at=clock.now())
    remind()
    clock.advance(timedelta(days=1))
    remind()
    ball.refresh_from_db()
    assert (ball.person, ball.step) == (company.sun, 2)


@pytest.mark.django_db
def test_whoever_silence_passes_a_confidential_matter_to_sees_it(
    company: Company, clock: ModuleType
) -> None:
    case = sent_case(company, visibility="confidential")
    ball = waiting_ask(company, due_at=clock.now(), case=case)
    for _step in range(4):
        remind()
        clock.advance(timedelta(days=1))
    ball.refresh_from_db()
    assert ball.person == company.chen_zong
    for person in (company.sun, company.wang, company.chen_zong):
        assert Collaboration.objects.visible_to(person).filter(pk=case.pk).exists()
    assert not Collaboration.objects.visible_to(company.wang_gong).exists()


@pytest.mark.django_db
def test_silence_never_passes_a_request_to_the_side_that_asks(
    company: Company, clock: ModuleType
) -> None:
    company.marketing.head = company.chen_zong
    company.marketing.save(update_fields=["head"])
    ball = waiting_ask(company, due_at=clock.now())
    for _step in range(5):
        remind()
        clock.advance(timedelta(days=1))
    ball.refresh_from_db()
    assert ball.person == company.wang


@pytest.mark.django_db
def test_silence_never_passes_a_matter_back_down_from_the_head(
    company: Company, clock: ModuleType
) -> None:
    """The head was named as deputy of this matter: the department's deputy stands below."""
    ball = waiting_ask(company, due_at=clock.now())
    Ball.objects.filter(pk=ball.pk).update(kind="delivery", deputy=company.wang)
    asked = []
    for _step in range(4):
        remind()
        ball.refresh_from_db()
        follower = balls.next_in_line(ball, ball.collaboration)
        asked.append((ball.person, follower))
        clock.advance(timedelta(days=1))
    assert asked[0] == (company.liu, company.wang)
    assert asked[1:] == [(company.wang, None)] * 3


@pytest.mark.django_db
def test_a_signature_the_head_keeps_waiting_passes_to_the_deputy(
    company: Company, clock: ModuleType
) -> None:
    ball = waiting_ask(company, due_at=clock.now())
    Ball.objects.filter(pk=ball.pk).update(
        kind="version", state="circulating", person=company.wang, deputy=company.sun
    )
    asked = []
    for _step in range(3):
        remind()
        ball.refresh_from_db()
        asked.append((ball.person, balls.next_in_line(ball, ball.collaboration)))
        clock.advance(timedelta(days=1))
    assert asked == [(company.wang, company.sun), (company.sun, None), (company.sun, None)]


@pytest.mark.django_db
@pytest.mark.check("T030")
def test_a_ball_does_not_pass_to_whoever_stands_in_for_its_holder(
    company: Company, clock: ModuleType
) -> None:
    ball = waiting_ask(company, due_at=clock.now())
    today = clock.today()
    delegate(company.liu, by=company.liu, to=company.sun, since=today, until=today + timedelta(9))
    line = ball_line(with_people(Ball.objects.filter(pk=ball.pk), today).get(), ball.collaboration)
    assert (line.stand_in, line.then) == ("孙悦", "王磊")
    remind()
    clock.advance(timedelta(days=1))
    remind()
    ball.refresh_from_db()
    assert ball.person == company.wang


@pytest.mark.django_db
def test_above_the_common_superior_nobody_of_the_department_is_announced(
    company: Company, clock: ModuleType
) -> None:
    ball = waiting_ask(company, due_at=clock.now())
    for _step in range(4):
        remind()
        clock.advance(timedelta(days=1))
    ball.refresh_from_db()
    assert ball.person == company.chen_zong
    assert balls.next_in_line(ball, ball.collaboration) is None


@pytest.mark.django_db
@pytest.mark.check("T076")
def test_an_answer_stops_the_reminders(company: Company, clock: ModuleType) -> None:
    ball = waiting_ask(company, due_at=clock.now())
    remind()
    balls.rest("ask", ball.matter)
    clock.advance(timedelta(days=1))
    remind()
    assert nudge(ball.pk) is None
    assert len(steps()) == 1


@pytest.mark.django_db
@pytest.mark.check("T076")
def test_a_paused_clock_reminds_nobody(company: Company, clock: ModuleType) -> None:
    waiting_ask(company, due_at=clock.now(), paused_because="asked_back")
    remind()
    assert steps() == []


@pytest.mark.django_db
def test_a_matter_that_comes_back_starts_with_its_holder_again(
    company: Company, clock: ModuleType
) -> None:
    ball = waiting_ask(company, due_at=clock.now())
    remind()
    clock.advance(timedelta(days=1))
    remind()
    holder = balls.Holder(
        department=company.product, person=company.liu, due_at=clock.now() + timedelta(hours=1)
    )
    with transaction.atomic():
        balls.settle(
            "ask", ball.matter, ball.collaboration, state="sent", title="again", holders=[holder]
        )
    clock.advance(timedelta(hours=1))
    remind()
    assert steps()[-1] == ("ball.reminded", "刘洋")


@pytest.mark.django_db
@pytest.mark.check("T077")
@pytest.mark.parametrize(
    "moment", ["2023-07-03T22:00+08:00", "2023-07-08T10:00+08:00", "2023-10-02T10:00+08:00"]
)
def test_nobody_is_bothered_at_night_on_weekends_or_holidays(
    company: Company, clock: ModuleType, moment: str
) -> None:
    waiting_ask(company, due_at=clock.now())
    clock.move_to(datetime.fromisoformat(moment))
    remind()
    assert steps() == []


@pytest.mark.django_db
@pytest.mark.check("T079")
def test_after_an_outage_of_three_days_one_step_is_taken_not_many(
    company: Company, clock: ModuleType
) -> None:
    waiting_ask(company, due_at=clock.now())
    clock.advance(timedelta(days=3))
    remind()
    remind()
    assert steps() == [("ball.reminded", "刘洋")]
    clock.advance(timedelta(days=1))
    remind()
    assert steps()[-1] == ("ball.passed_up", "孙悦")


@pytest.mark.django_db
def test_a_step_reads_as_a_sentence_and_names_its_matter(
    company: Company, clock: ModuleType
) -> None:
    ball = waiting_ask(company, due_at=clock.now())
    remind()
    entry = Entry.objects.get(kind="ball.reminded")
    assert (entry.subject, entry.collaboration) == (ball.matter, ball.collaboration_id)
    assert (entry.actor, entry.payload["matter"]) == (None, "ask")
    assert entry.payload["title"] == "活动页改版"


@pytest.mark.django_db(transaction=True)
@pytest.mark.check("T075")
def test_two_workers_take_each_step_once(company: Company, clock: ModuleType) -> None:
    case = sent_case(company)
    waiting = [waiting_ask(company, due_at=clock.now(), case=case).pk for _ in range(5)]

    def work() -> None:
        try:
            for ball in waiting:
                nudge(ball)
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    per_ball = {
        (entry.subject, entry.payload["person"])
        for entry in Entry.objects.filter(kind__startswith="ball.")
    }
    assert len(per_ball) == Entry.objects.filter(kind__startswith="ball.").count()
    assert Nudge.objects.count() == Entry.objects.filter(kind__startswith="ball.").count()


@pytest.mark.django_db
def test_the_heads_of_both_sides_are_told_alike_and_once(
    company: Company, clock: ModuleType
) -> None:
    waiting_ask(company, due_at=clock.now() + timedelta(hours=1))
    for _hour in range(6):
        clock.advance(timedelta(hours=1))
        remind()
    run_once()
    told = Notice.objects.filter(kind="ask.overrun")
    assert {notice.person for notice in told} == {company.wang, company.li}
    assert Entry.objects.filter(kind="ask.overrun").count() == 1


@pytest.mark.django_db
def test_both_heads_read_of_a_late_answer_on_their_first_page(
    company: Company, clock: ModuleType, signed_in: Callable[[Person], Client]
) -> None:
    waiting_ask(company, due_at=clock.now() + timedelta(hours=1))
    shown = [page(signed_in(head), "/") for head in (company.wang, company.li)]
    assert not any("逾期答复" in one.css_first("main").text() for one in shown)
    clock.advance(timedelta(hours=2))
    for head in (company.wang, company.li):
        panel = page(signed_in(head), "/").css_first("main aside").text()
        assert "逾期答复" in panel
        assert "活动页改版" in panel
    for other in (company.lin, company.zhao, company.liu):
        assert "逾期答复" not in page(signed_in(other), "/").css_first("main").text()
