from datetime import timedelta
from types import ModuleType

import pytest
from django.utils import translation

from tests.company import Company
from tests.waiting import light, sent_case
from tongzhou.collaborations.models import Party
from tongzhou.journal import worker
from tongzhou.notices import queries
from tongzhou.notices.models import Notice
from tongzhou.org import actions as org
from tongzhou.org.actions import delegate
from tongzhou.org.models import Delegation, Person

pytestmark = pytest.mark.django_db


def told(person: Person) -> list[str]:
    with translation.override("en"):
        return [one.sentence for one in queries.told_of(queries.inbox(person))]


def test_those_concerned_are_told_once_and_the_actor_is_not(company: Company) -> None:
    case = sent_case(company)
    light(case, company.li, company.lin, by=company.lin)
    worker.run_once()
    worker.run_once()
    assert told(company.li) == ["林晓 lit red for 李敏, 林晓"]
    assert told(company.lin) == []
    assert queries.unread_count(company.li) == 1


@pytest.mark.check("T015")
def test_nobody_is_told_of_what_they_may_not_see(company: Company) -> None:
    case = sent_case(company)
    light(case, company.wang, company.feng, by=company.lin)
    worker.run_once()
    assert [notice.person for notice in Notice.objects.all()] == [company.wang]


@pytest.mark.check("T015")
def test_a_notice_disappears_with_the_right_to_see_its_matter(company: Company) -> None:
    case = sent_case(company)
    light(case, company.wang, by=company.lin)
    worker.run_once()
    assert queries.unread_count(company.wang) == 1
    Party.objects.filter(collaboration=case, department=company.product).delete()
    company.wang.refresh_from_db()
    assert queries.unread_count(company.wang) == 0
    assert told(company.wang) == []


@pytest.mark.check("T076")
def test_while_somebody_is_away_the_delegate_is_told_as_well(
    company: Company, clock: ModuleType
) -> None:
    today = clock.today()
    Delegation.objects.create(person=company.wang, delegate=company.sun, since=today, until=today)
    case = sent_case(company)
    light(case, company.wang, by=company.lin)
    worker.run_once()
    assert set(Notice.objects.values_list("person__name", flat=True)) == {"王磊", "孙悦"}
    clock.advance(timedelta(days=1))
    light(case, company.wang, by=company.lin)
    worker.run_once()
    assert Notice.objects.filter(person=company.sun).count() == 1


def test_somebody_who_left_is_not_told(company: Company) -> None:
    company.wang.is_active = False
    company.wang.save(update_fields=["is_active"])
    light(sent_case(company), company.wang, by=company.lin)
    worker.run_once()
    assert not Notice.objects.exists()


@pytest.mark.check("T080")
def test_each_reads_in_the_own_language(company: Company) -> None:
    light(None, company.wang, by=company.lin)
    worker.run_once()
    [notice] = Notice.objects.all()
    with translation.override("en"):
        assert queries.told_of([notice])[0].sentence == "林晓 lit red for 王磊"


def test_without_a_mail_server_nothing_is_queued(company: Company, settings: object) -> None:
    settings.EMAIL_HOST = ""
    light(None, company.wang, by=company.lin)
    worker.run_once()
    assert Notice.objects.get().mail_state == ""
    settings.EMAIL_HOST = "mail.example.com"
    light(None, company.wang, by=company.lin)
    worker.run_once()
    assert queries.waiting_mails() == 1


@pytest.mark.parametrize("count", [1, 10, 100])
def test_the_inbox_costs_the_same_at_any_length(
    company: Company, count: int, django_assert_num_queries: object
) -> None:
    case = sent_case(company)
    for _ in range(count):
        light(case, company.li, company.wang, by=company.lin)
    worker.run_once()
    reader = Person.objects.get(pk=company.wang.pk)
    reader.memo = {}
    with django_assert_num_queries(4):
        page = queries.inbox(reader)
        days = queries.by_day(page)
    assert sum(len(day.notices) for day in days) == min(count, queries.PAGE)


def test_the_delegate_hears_of_standing_in(company: Company, clock: ModuleType) -> None:
    today = clock.today()
    delegate(company.wang, to=company.sun, since=today, until=today, by=company.wang)
    worker.run_once()
    assert [notice.person for notice in Notice.objects.all()] == [company.sun]


def test_somebody_else_who_sets_a_password_is_told_of(company: Company) -> None:
    org.set_password(company.wang, by=company.administrator, new_password="同舟共济 2024")
    worker.run_once()
    assert told(company.wang) == ["管理员 changed the password of 王磊."]
    org.change_password(
        company.wang,
        by=company.wang,
        current_password="同舟共济 2024",
        new_password="同舟共济 2025",
    )
    worker.run_once()
    assert len(told(company.wang)) == 1
