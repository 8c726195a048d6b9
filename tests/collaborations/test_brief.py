from collections.abc import Callable
from urllib.parse import unquote

from django.test import Client
from django.utils import translation

from tests.collaborations.asking import drafted, sent
from tests.company import Company
from tongzhou.collaborations.actions import answers
from tongzhou.collaborations.queries import as_text, brief_of, mail_link
from tongzhou.journal.audience import listeners
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]


def test_the_brief_says_why_what_when_and_what_is_asked(company: Company, clock: object) -> None:
    case = sent(company).collaboration

    with translation.override("zh-hans"):
        text = as_text(brief_of(case))

    assert text.splitlines()[0] == f"【Q3 用户活跃度提升】{case.number}"
    for part in ("留存率下降 5%", "Q3 月活 +15%", "2023-09-30", "产品部", "3 项新功能上线", "李敏"):
        assert part in text


def test_what_blocks_is_what_is_late_or_disputed(company: Company, clock: object) -> None:
    ask = sent(company)
    assert brief_of(ask.collaboration).blocks == ()

    answers.decline(ask, reason="Q3 排期已满", by=company.liu)

    (block,) = brief_of(ask.collaboration).blocks
    assert (block.title, block.person) == (ask.title, company.li.name)


def test_it_is_copied_forwarded_and_printed_from_one_page(
    company: Company, signed_in: SignedIn
) -> None:
    case = sent(company).collaboration

    page = signed_in(company.wang).get(f"/collaborations/{case.pk}/brief")

    assert page.status_code == 200
    html = page.content.decode()
    assert "<tz-copy" in html
    assert "mailto:?subject=" in html
    assert case.name in unquote(mail_link(brief_of(case)))


def test_drafted_asks_stay_unseen_outside_the_draft(company: Company) -> None:
    case = sent(company).collaboration
    drafted(company, case, what="还没想好", department=company.service, options=())

    assert "还没想好" not in [line.what for line in brief_of(case).asks]


def test_a_brief_is_forwarded_to_whoever_may_see_the_collaboration(
    company: Company, signed_in: SignedIn
) -> None:
    case = sent(company).collaboration
    address = f"/collaborations/{case.pk}/brief/forwardings"
    browser = signed_in(company.wang)

    to_liu = {"to": str(company.liu.pk), "to_text": "刘洋", "note": "请看第二条"}
    assert browser.post(address, to_liu).status_code == 303
    entry = Entry.objects.get(kind="brief.forwarded")
    assert listeners(entry) == {company.liu.pk}
    for person, said in ((company.qian, "看不到"), (company.wang, "自己"), (None, "")):
        answer = browser.post(
            address, {"to": str(person.pk) if person else "", "to_text": "", "note": "留着这句"}
        )
        assert answer.status_code == 422
        assert "留着这句" in answer.content.decode()
        assert said in answer.content.decode()
    assert signed_in(company.qian).post(address, to_liu).status_code == 404


def test_a_long_story_stays_short_in_a_chat(company: Company) -> None:
    case = sent(company).collaboration
    case.background = "很长" * 2000

    lines = as_text(brief_of(case)).splitlines()

    assert max(map(len, lines)) < 260
    assert "…" in lines[1]
