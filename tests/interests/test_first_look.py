"""What a head meets on the first screen: few words, no names of formulas, each mark explained."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.company import Company
from tests.forms import page
from tests.interests import aligning, dealing

SignIn = Callable[[Any], Client]
FORMULAS = re.compile(
    r"nash|pareto|kalai|max-?min|leximin|纳什|帕累托|帕雷托|卡莱|納許|柏拉圖|柏雷托|卡萊|最大最小|效用|utility", re.I
)  # fmt: skip
CHARACTERS_A_SECOND = 6
"""Read with understanding; 400 a minute is usual."""


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_no_page_of_alignment_names_a_formula(
    company: Company, signed_in: SignIn, language: str
) -> None:
    table, deal = aligning.compared(company), dealing.asked(company)
    liu = signed_in(company.liu)
    liu.post("/language", {"language": language})
    for address in (
        f"/collaborations/{table.collaboration_id}/alignment", f"/option-tables/{table.pk}",
        f"/deals/{deal.pk}",
    ):  # fmt: skip
        answer = liu.get(address)
        assert answer["Content-Language"] == language
        assert not FORMULAS.search(page(liu, address).body.text()), address


def test_a_head_reads_the_proposal_in_ten_seconds(company: Company, signed_in: SignIn) -> None:
    table = aligning.proposed(company)
    shown = page(signed_in(company.wang), f"/collaborations/{table.collaboration_id}/alignment")
    told = [shown.css_first("#options tr.proposed"), shown.css_first("#options .note")]
    words = "".join("".join(one.text().split()) for one in told)
    assert "提议" in words
    assert len(words) <= 10 * CHARACTERS_A_SECOND * 2, words
    assert "产品部同意" in shown.css_first("#options").text()


def test_every_mark_has_its_sentence_where_it_stands(company: Company, signed_in: SignIn) -> None:
    table = aligning.compared(company)
    shown = page(signed_in(company.lin), f"/collaborations/{table.collaboration_id}/alignment")
    explained = shown.css_first("#options details dl").text()
    for mark in ("★", "公平且整体最好", "最均衡", "没有浪费"):
        assert mark in explained
