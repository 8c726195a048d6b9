from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
from django.test import Client

from tests.channels.sink import Sink
from tests.company import Company
from tests.waiting import light, sent_case, waiting_ask
from tongzhou.channels import mail
from tongzhou.core.clock import zone
from tongzhou.journal import worker
from tongzhou.notices import actions
from tongzhou.notices.models import Notice
from tongzhou.notices.timing import Wishes, after_the_night, mail_at, next_digest
from tongzhou.notices.topics import TOPICS
from tongzhou.notices.unsubscribing import address_for
from tongzhou.org.models import Person

WAYS = {topic.key: "at_once" for topic in TOPICS}
HOURS = {"quiet_from": 20, "quiet_until": 8, "quiet_days_off": True, "digest_hour": 9}


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """July 2023: the 3rd is a Monday."""
    return datetime(2023, 7, day, hour, minute, tzinfo=zone())


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        (at(3, 10), at(3, 10)),
        (at(3, 19, 59), at(3, 19, 59)),
        (at(3, 20), at(4, 8)),
        (at(4, 3), at(4, 8)),
        (at(7, 22), at(10, 8)),
        (at(8, 11), at(10, 8)),
        (at(9, 23), at(10, 8)),
    ],
)
@pytest.mark.django_db
@pytest.mark.check("T077")
def test_nothing_leaves_at_night_or_on_days_off(now: datetime, leaves: datetime) -> None:
    assert after_the_night(Wishes(), now) == leaves


@pytest.mark.django_db
def test_whoever_works_at_night_is_quiet_by_day() -> None:
    wishes = Wishes(quiet_from=9, quiet_until=17, quiet_days_off=False)
    assert after_the_night(wishes, at(8, 10)) == at(8, 17)
    assert after_the_night(wishes, at(8, 3)) == at(8, 3)


@pytest.mark.django_db
def test_the_digest_comes_on_the_next_working_morning() -> None:
    assert next_digest(Wishes(), at(3, 8, 59)) == at(3, 9)
    assert next_digest(Wishes(), at(3, 9)) == at(4, 9)
    assert next_digest(Wishes(), at(7, 12)) == at(10, 9)


@pytest.mark.django_db
def test_urgent_matters_wait_for_nothing_and_reminders_cannot_be_turned_off() -> None:
    never = Wishes(ways={topic.key: "never" for topic in TOPICS})
    assert mail_at("ask.sent", never, at(3, 10)) is None
    assert mail_at("ball.reminded", never, at(3, 10)) == at(3, 10)
    assert mail_at("ball.reminded", never, at(3, 23)) == at(4, 8)
    assert mail_at("held_answer.kept", never, at(3, 23)) == at(3, 23)


@pytest.mark.django_db
def test_a_digest_is_one_mail_on_the_next_morning(
    company: Company, sink: Sink, clock: ModuleType
) -> None:
    actions.prefer(by=company.wang, **HOURS, ways={**WAYS, "house": "daily"})
    case = sent_case(company)
    for _ in range(3):
        light(case, company.wang, company.li, by=company.lin)
    worker.read_on()
    mail.send_pending()
    assert [to for to, _ in sink.mails] == [["li@example.com"]]
    clock.move_to(at(4, 9))
    mail.send_pending()
    assert [to for to, _ in sink.mails][1:] == [["wang@example.com"]]
    assert Notice.objects.filter(person=company.wang, mail_state="sent").count() == 3


@pytest.mark.django_db
@pytest.mark.check("T079")
def test_after_an_outage_everybody_gets_one_mail(
    company: Company, sink: Sink, clock: ModuleType
) -> None:
    case = sent_case(company)
    for _ in range(120):
        light(case, company.wang, company.li, by=company.lin)
    worker.read_on()
    while worker.read_on():
        pass
    clock.advance(timedelta(days=3))
    mail.send_pending()
    assert sorted(to[0] for to, _ in sink.mails) == ["li@example.com", "wang@example.com"]


@pytest.mark.django_db
@pytest.mark.check("T077")
def test_after_many_mails_on_one_day_the_rest_comes_in_the_morning(
    company: Company, sink: Sink, clock: ModuleType
) -> None:
    for _ in range(22):
        light(None, company.wang, by=company.lin)
        worker.read_on()
        clock.advance(timedelta(minutes=5))
        mail.send_pending()
    assert len(sink.mails) == mail.MOST_A_DAY
    clock.move_to(at(4, 9))
    mail.send_pending()
    assert len(sink.mails) == mail.MOST_A_DAY + 1


@pytest.mark.django_db
def test_choices_are_made_on_a_page(company: Company, signed_in: Any) -> None:
    browser = signed_in(company.li)
    assert browser.get("/me/notices").status_code == 200
    form = {**WAYS, "talk": "never", "quiet_from": "21", "quiet_until": "7", "digest_hour": "10"}
    assert browser.post("/me/notices", form)["Location"] == "/me/notices"
    page = browser.get("/me/notices").content.decode()
    assert 'value="21" selected' in page
    assert browser.post("/me/notices", {**form, "talk": "sometimes"}).status_code == 422


@pytest.mark.django_db
@pytest.mark.check("T115")
def test_mails_stop_with_one_click_but_not_by_looking(company: Company, sink: Sink) -> None:
    light(None, company.wang, by=company.lin)
    worker.read_on()
    mail.send_pending()
    [(_, message)] = sink.mails
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = "".join(message["List-Unsubscribe"].split()).strip("<>")
    path = address.removeprefix("https://tongzhou.example.com")
    browser = Client(enforce_csrf_checks=True)
    assert browser.get(path).status_code == 200
    assert _still_mailed(company.wang, company)
    assert browser.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not _still_mailed(company.wang, company)
    assert Client().get(path[:-3] + "xyz").status_code == 404
    assert address_for(company.li) != address


@pytest.mark.django_db
def test_reminders_come_all_the_same(company: Company, sink: Sink, clock: ModuleType) -> None:
    actions.stop_mails(company.liu)
    waiting_ask(company, due_at=clock.now())
    clock.advance(timedelta(minutes=2))
    worker.run_once()
    clock.advance(timedelta(minutes=1))
    worker.run_once()
    assert ["liu@example.com"] in [to for to, _ in sink.mails]


def _still_mailed(person: Person, company: Company) -> bool:
    light(None, person, by=company.lin)
    worker.read_on()
    newest = Notice.objects.filter(person=person).order_by("-entry_id").first()
    return newest is not None and newest.mail_state == "pending"
