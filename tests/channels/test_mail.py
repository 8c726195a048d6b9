import socket
from datetime import timedelta
from email.header import decode_header, make_header
from threading import Thread
from types import ModuleType

import pytest
from django.db import connection

from tests.channels import sink as sinks
from tests.channels.sink import Sink
from tests.company import Company
from tests.waiting import light, sent_case
from tongzhou.channels import mail
from tongzhou.collaborations.models import Party
from tongzhou.journal import worker
from tongzhou.journal.queries import lagging
from tongzhou.notices.actions import mails, read_all
from tongzhou.notices.models import Notice
from tongzhou.notices.queries import dead_mails, waiting_mails
from tongzhou.org.actions.people import anonymise
from tongzhou.org.models import Person


def tell(entries: int, company: Company, *people: object) -> None:
    """Entries are handed out, mail is not sent yet."""
    case = sent_case(company)
    for _ in range(entries):
        light(case, *people, by=company.lin)
    worker.read_on()


def subject(number: int, sink: Sink) -> str:
    return str(make_header(decode_header(sink.mails[number][1]["Subject"])))


def body(number: int, sink: Sink) -> str:
    part = sink.mails[number][1].get_payload()[0]
    return part.get_payload(decode=True).decode()


@pytest.mark.django_db
@pytest.mark.check("T080")
def test_a_notice_reaches_the_mailbox_in_the_readers_language_with_a_link(
    company: Company, sink: Sink
) -> None:
    company.wang.language = "en"
    company.wang.save(update_fields=["language"])
    tell(1, company, company.wang)
    worker.run_once()
    [(recipients, message)] = sink.mails
    assert recipients == ["wang@example.com"]
    assert subject(0, sink) == "林晓 lit red for 王磊"
    notice = Notice.objects.get()
    assert "Hello 王磊," in body(0, sink)
    assert f"https://tongzhou.example.com/collaborations/{notice.collaboration_id}" in body(0, sink)
    assert message["Message-ID"].strip().startswith(f"<{notice.pk}.")
    assert message["Auto-Submitted"] == "auto-generated"
    assert notice.mail_state == "sent"
    worker.run_once()
    assert len(sink.mails) == 1


@pytest.mark.django_db
@pytest.mark.check("T079")
def test_what_is_new_for_a_person_is_one_mail(company: Company, sink: Sink) -> None:
    company.wang.language = company.li.language = "en"
    company.wang.save(update_fields=["language"])
    company.li.save(update_fields=["language"])
    tell(30, company, company.wang, company.li)
    mail.send_pending()
    mail.send_pending()
    assert len(sink.mails) <= 4
    subjects = [subject(number, sink) for number in range(len(sink.mails))]
    assert sum(int(one.removesuffix(" new notices")) for one in subjects) == 60
    assert waiting_mails() == 0


@pytest.mark.django_db
@pytest.mark.check("T015")
def test_nothing_is_mailed_that_may_no_longer_be_seen_or_was_read(
    company: Company, sink: Sink
) -> None:
    tell(1, company, company.wang, company.li)
    Party.objects.filter(department=company.product).delete()
    read_all(by=company.li, until=Notice.objects.latest("entry").entry_id)
    mail.send_pending()
    assert sink.mails == []
    assert waiting_mails() == 0


@pytest.mark.django_db
@pytest.mark.check("T102")
def test_names_and_subjects_cannot_begin_another_header(company: Company, sink: Sink) -> None:
    company.wang.name = "王磊\r\nBcc: everybody@example.com"
    company.wang.save(update_fields=["name"])
    light(None, company.wang, by=company.lin, colour="红\r\nX-Evil: 1\r\n\r\nbody")
    worker.read_on()
    mail.send_pending()
    [(recipients, message)] = sink.mails
    assert recipients == ["wang@example.com"]
    assert message["Bcc"] is None
    assert message["X-Evil"] is None


@pytest.mark.django_db
@pytest.mark.check("T070")
def test_a_server_that_is_down_costs_no_attempt_and_is_tried_again(
    company: Company, sink: Sink, settings: object, clock: ModuleType
) -> None:
    tell(1, company, company.wang)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, sinks.free_port()
    for _ in range(10):
        with pytest.raises(OSError):
            mail.send_pending()
        clock.advance(timedelta(minutes=2))
    notice = Notice.objects.get()
    assert (notice.mail_state, notice.attempts) == ("pending", 0)
    assert notice.last_error.startswith("ConnectionRefusedError")
    settings.EMAIL_PORT = port
    mail.send_pending()
    assert len(sink.mails) == 1


@pytest.mark.django_db
@pytest.mark.check("T070")
def test_a_server_that_never_answers_is_given_up_after_the_timeout(
    company: Company, sink: Sink, settings: object
) -> None:
    tell(1, company, company.wang)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = silent.getsockname()[1], 0.2
        with pytest.raises(OSError):
            mail.send_pending()
    assert waiting_mails() == 1


@pytest.mark.django_db
@pytest.mark.check("T070")
def test_a_refused_address_costs_only_its_own_mail_and_is_given_up_in_the_end(
    company: Company, sink: Sink, clock: ModuleType
) -> None:
    sink.refused.add("wang@example.com")
    tell(1, company, company.wang, company.li)
    mail.send_pending()
    assert [recipients for recipients, _ in sink.mails] == [["li@example.com"]]
    notice = Notice.objects.get(person=company.wang)
    assert notice.attempts == 1
    assert timedelta(minutes=1) <= notice.next_at - clock.now() <= timedelta(minutes=1.25)
    for _ in range(mails.ATTEMPTS):
        clock.advance(timedelta(hours=3))
        mail.send_pending()
    assert dead_mails() == 1
    assert "no such mailbox" in Notice.objects.get(person=company.wang).last_error


@pytest.mark.django_db
def test_a_worker_that_died_with_a_lease_leaves_the_mail_to_another(
    company: Company, sink: Sink, clock: ModuleType
) -> None:
    tell(1, company, company.wang)
    assert len(mails.lease(10)) == 1
    assert mail.send_pending() == 0
    clock.advance(mails.LEASE)
    assert mail.send_pending() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.check("T059")
def test_two_workers_send_each_mail_once(company: Company, sink: Sink) -> None:
    for person in company.everyone:
        if person != company.lin:
            light(None, person, by=company.lin)
    worker.read_on()
    expected = waiting_mails()

    def work() -> None:
        try:
            mail.send_pending()
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sink.mails) == expected == len(company.everyone) - 1


@pytest.mark.django_db
@pytest.mark.check("T070")
def test_pages_answer_while_the_mail_server_is_down(
    company: Company, sink: Sink, settings: object, signed_in: object
) -> None:
    settings.EMAIL_PORT = sinks.free_port()
    tell(1, company, company.wang)
    worker.run_once()
    assert signed_in(company.wang).get("/notices").status_code == 200
    [lag] = lagging()
    assert lag.consumer == "mail"
    assert "refused" in lag.last_error


@pytest.mark.django_db
@pytest.mark.check("T081")
def test_an_address_refused_for_good_is_told_to_administrators_and_tried_again(
    company: Company, sink: Sink, clock: ModuleType, signed_in: object
) -> None:
    sink.refused.add("wang@example.com")
    tell(2, company, company.wang)
    for _ in range(mails.ATTEMPTS):
        mail.send_pending()
        clock.advance(timedelta(hours=3))
    worker.read_on()
    assert Notice.objects.get(kind="mail.given_up").person == company.administrator
    tell(1, company, company.wang)
    leased = Notice.objects.filter(pk__in=mails.lease(9))
    assert not leased.filter(person=company.wang).exists(), "the address rests"
    browser = signed_in(company.administrator)
    page = browser.get("/administration/mails").content.decode()
    assert "wang@example.com" in page
    assert "/administration/mails" in browser.get("/notices").content.decode()
    assert "no such mailbox" in page
    sink.refused.clear()
    assert browser.post(f"/people/{company.wang.pk}/mail-redeliveries").status_code == 303
    mail.send_pending()
    assert dead_mails() == 0
    assert ["wang@example.com"] in [recipients for recipients, _ in sink.mails]


@pytest.mark.django_db
@pytest.mark.check("T081")
@pytest.mark.parametrize("ending", ["refused", "corrected", "disliked"])
def test_only_an_address_that_is_refused_for_good_rests(
    company: Company, sink: Sink, clock: ModuleType, ending: str
) -> None:
    """Not the corrected one, nor one of which the server only dislikes a mail."""
    wang = company.wang
    (sink.disliked if ending == "disliked" else sink.refused).add(wang.mail)
    tell(1, company, wang)
    for _ in range(mails.ATTEMPTS):
        mail.send_pending()
        clock.advance(timedelta(hours=3))
    assert dead_mails() == 1
    sink.disliked.clear()
    if ending == "corrected":
        Person.objects.filter(pk=wang.pk).update(mail="right@example.com")
    light(None, wang, by=company.lin)
    worker.read_on()
    mail.send_pending()
    reached = [to for recipients, _ in sink.mails for to in recipients]
    expected = {"refused": [], "corrected": ["right@example.com"], "disliked": [wang.mail]}
    assert [to for to in reached if to in (wang.mail, "right@example.com")] == expected[ending]


@pytest.mark.django_db
def test_whoever_is_forgotten_leaves_no_address_in_what_mail_servers_answered(
    company: Company, sink: Sink
) -> None:
    wang = company.wang
    sink.refused.add(wang.mail)
    tell(1, company, wang)
    mail.send_pending()
    assert Notice.objects.get(person=wang).refused == wang.mail
    Person.objects.filter(pk=wang.pk).update(is_active=False)
    anonymise(wang, by=company.administrator)
    worker.read_on()
    kept = Notice.objects.get(person=wang)
    assert (kept.refused, kept.last_error) == ("", "")
