from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from tests.company import Company
from tests.waiting import light, sent_case
from tongzhou.journal import worker
from tongzhou.notices import queries
from tongzhou.notices.models import Notice
from tongzhou.org.models import Person

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]


def test_the_inbox_shows_the_unread_first_with_a_way_to_the_matter(
    company: Company, signed_in: SignedIn
) -> None:
    case = sent_case(company)
    for colour in ("红", "绿"):
        light(case, company.wang, by=company.lin, colour=colour)
    worker.run_once()
    Notice.objects.filter(entry__payload__colour="绿").update(read_at="2023-07-03T10:00Z")
    page = signed_in(company.wang).get("/notices").content.decode()
    assert page.index("红") < page.index("绿")
    assert f"/collaborations/{case.pk}" in page
    assert case.name in page


def test_one_notice_or_all_are_marked_as_read(company: Company, signed_in: SignedIn) -> None:
    for _ in range(3):
        light(None, company.wang, by=company.lin)
    worker.run_once()
    client = signed_in(company.wang)
    first = Notice.objects.order_by("entry").first()
    answer = client.post("/notice-readings", {"notice": first.pk, "once": uuid4().hex})
    assert (answer.status_code, answer["Location"]) == (303, "/notices")
    assert queries.unread_count(company.wang) == 2
    newest = Notice.objects.latest("entry").entry_id
    light(None, company.wang, by=company.lin)
    worker.run_once()
    client.post("/notice-readings", {"until": newest})
    assert queries.unread_count(company.wang) == 1


def test_nobody_reads_the_notices_of_another(company: Company, signed_in: SignedIn) -> None:
    light(None, company.wang, by=company.lin)
    worker.run_once()
    signed_in(company.lin).post("/notice-readings", {"notice": Notice.objects.get().pk})
    assert queries.unread_count(company.wang) == 1


def test_a_reading_of_nothing_is_refused(company: Company, signed_in: SignedIn) -> None:
    assert signed_in(company.wang).post("/notice-readings", {"notice": "x"}).status_code == 422


def test_an_empty_inbox_says_what_will_appear(company: Company, signed_in: SignedIn) -> None:
    company.wang.language = "en"
    company.wang.save(update_fields=["language"])
    assert "Nothing new." in signed_in(company.wang).get("/notices").content.decode()
