"""A brief is one sheet of paper, however much was written."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page

from tests.collaborations.asking import drafted, drafted_case
from tests.company import Company
from tests.journeys.stage import Stage
from tongzhou.collaborations.actions import cases, contents
from tongzhou.collaborations.models import Collaboration

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PAGES = re.compile(rb"/Type\s*/Page\b")


def sheets(page: Page) -> int:
    page.emulate_media(media="print")
    return len(PAGES.findall(page.pdf(format="A4", prefer_css_page_size=True)))


def written(company: Company, times: int) -> Collaboration:
    """With everything a request can hold, `times` as long as usual."""
    case = drafted_case(company)
    for department in (company.product, company.sales, company.service):
        drafted(company, case, department=department, what="把首页改版并上线。" * times)
    given = contents.of(case)
    longer = {
        name: f"{getattr(given, name)}\n\n一段说明文字。" * times
        for name in ("background", "goal", "people_needed", "budget_needed", "data_needed")
    }
    milestones = tuple((f"里程碑 {n}", date(2023, 8, n)) for n in range(1, min(times, 28) + 1))
    longest = contents.Contents(**{**vars(given), **longer, "milestones": milestones})
    cases.revise(case, longest, seen=case.version, by=company.li)
    return case


@pytest.mark.parametrize("times", [1, 60])
def test_it_prints_on_exactly_one_sheet(stage: Stage, company: Company, times: int) -> None:
    case = written(company, times)
    li = stage.enter("li")

    li.go(f"/collaborations/{case.pk}/brief")
    li.sees("把首页改版并上线")

    assert sheets(li.page) == 1
