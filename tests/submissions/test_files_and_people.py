"""Questions answered with a file or a person."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.company import Company
from tests.forms import page
from tests.submissions import collecting
from tongzhou.collaborations.actions.intakes import Question as Asked
from tongzhou.core.verdicts import Invalid
from tongzhou.files.models import StoredFile
from tongzhou.submissions.actions import campaigns
from tongzhou.submissions.models import Campaign, HandedFile, Respondent

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture
def campaign(company: Company, clock: object) -> Campaign:
    asked = (
        Asked(label="联系人", kind="person", is_required=True),
        Asked(label="盖章扫描件", kind="file", is_required=True),
    )
    return collecting.opened(company, questions=asked, is_table=False)


def hand(client: Client, row: Respondent, who: str, *files: SimpleUploadedFile) -> Any:
    person, file = row.campaign.questions.all()
    fields = {"once": uuid4().hex, f"r0-{person.key}": who}
    if files:
        fields[f"r0-{file.key}"] = files[0]
    return client.post(f"/respondents/{row.pk}/handings", fields)


def picture(name: str = "盖章.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PNG, content_type="image/png")


def test_a_file_and_a_person_are_handed_in_and_opened_by_those_who_read_it(
    campaign: Campaign, company: Company, signed_in: SignIn
) -> None:
    row = collecting.of(campaign, company.product)
    client = signed_in(company.liu)
    assert hand(client, row, "王磊", picture()).status_code == 303
    file = HandedFile.objects.get().file
    shown = page(client, f"/respondents/{row.pk}")
    assert "盖章.png" in shown.css_first("body").text()
    for person, status in ((company.liu, 200), (company.lin, 200), (company.zhao, 404)):
        answer = signed_in(person).get(f"/files/{file.pk}")
        assert answer.status_code == status, person.login
        b"".join(answer) if answer.streaming else answer.content
    assert not StoredFile.objects.visible_to(company.qian).exists()


def test_a_later_version_keeps_the_file_unless_another_is_chosen(
    campaign: Campaign, company: Company, signed_in: SignIn
) -> None:
    row = collecting.of(campaign, company.product)
    client = signed_in(company.liu)
    hand(client, row, "王磊", picture())
    hand(client, row, "刘洋")
    hand(client, row, "刘洋", picture("新章.png"))
    names = [one.file.name for one in HandedFile.objects.order_by("handing__number")]
    assert names == ["盖章.png", "盖章.png", "新章.png"]
    assert StoredFile.objects.count() == 2


def test_what_is_missing_unknown_or_a_program_is_said_at_its_field(
    campaign: Campaign, company: Company, signed_in: SignIn
) -> None:
    row, client = collecting.of(campaign, company.product), signed_in(company.liu)
    assert hand(client, row, "王磊").status_code == 422
    assert hand(client, row, "无此人", picture()).status_code == 422
    program = SimpleUploadedFile("a.exe", b"MZ" + b"0" * 64)
    assert hand(client, row, "王磊", program).status_code == 422
    assert not StoredFile.objects.exists()


def test_a_list_asks_for_no_file_line_by_line(company: Company, clock: object) -> None:
    asked = (Asked(label="附件", kind="file"),)
    plan = collecting.plan(company, questions=asked, is_table=True)
    with pytest.raises(Invalid) as refused:
        campaigns.draft(plan, department=company.marketing, by=company.lin)
    assert "questions" in refused.value.errors


def test_what_was_agreed_stands_with_names_once_it_is_closed(
    campaign: Campaign, company: Company, signed_in: SignIn
) -> None:
    Campaign.objects.filter(pk=campaign.pk).update(
        reward="优先排期", consequence="下次例会说明", agreed="6 月 10 日例会"
    )
    hand(signed_in(company.liu), collecting.of(campaign, company.product), "王磊", picture())
    campaign.refresh_from_db()
    campaigns.close(campaign, by=company.lin)
    aside = page(signed_in(company.lin), f"/campaigns/{campaign.pk}").css_first("aside")
    text = aside.text().partition("按事先约定")[2]
    assert text.index("优先排期") < text.index("产品部") < text.index("下次例会说明")
    assert text.index("下次例会说明") < text.index("销售部")
