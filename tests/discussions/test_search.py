"""What was said and what a file is called is found, by those who see it and as long as it stands."""

import pytest

from tests.collaborations.asking import sent
from tests.company import Company
from tests.files.handing_in import upload
from tongzhou.discussions import subjects
from tongzhou.discussions.actions import comments
from tongzhou.journal.worker import run_once
from tongzhou.knowledge.filters import Wanted
from tongzhou.knowledge.queries import find
from tongzhou.org.models import Person


def found(person: Person, text: str) -> list[str]:
    run_once()
    return [hit.url for hit in find(person, text, Wanted(kind="comment")).page.object_list]


@pytest.mark.check("T013")
def test_a_comment_and_its_files_are_found_until_it_is_removed(company: Company) -> None:
    ask = sent(company)
    matter = subjects.find("ask", ask.pk, by=company.lin)
    assert matter
    said = comments.write(
        matter, "裂变激励改用优惠券", uploads=[upload("海报终稿.png")], by=company.lin
    )
    assert found(company.liu, "优惠券") == [f"/comments/{said.pk}"]
    assert found(company.liu, "海报终稿") == [f"/comments/{said.pk}"]
    assert found(company.feng, "优惠券") == []
    comments.edit(said, "裂变激励改用积分", by=company.lin)
    assert found(company.liu, "优惠券") == []
    comments.remove(said, by=company.lin)
    assert found(company.liu, "积分") == []
