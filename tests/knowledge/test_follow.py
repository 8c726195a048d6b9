from types import ModuleType

import pytest

from tests.collaborations.asking import sent
from tests.company import Company
from tests.knowledge.test_search import titles
from tests.plans.conftest import dividing, sound
from tongzhou.demo.cast import Cast
from tongzhou.demo.story import play
from tongzhou.journal import consumers, worker
from tongzhou.journal.models import Entry
from tongzhou.knowledge import actions
from tongzhou.knowledge.filters import Wanted
from tongzhou.knowledge.models import Document
from tongzhou.knowledge.queries import find
from tongzhou.org import actions as org
from tongzhou.plans.actions import remove_task

pytestmark = pytest.mark.django_db


@pytest.mark.check("T188")
def test_the_dossier_of_the_story_is_found_by_two_characters(company: Company) -> None:
    cast = Cast(**{name: getattr(company, name) for name in Cast.__dataclass_fields__})
    dossier = play(cast)

    found = find(company.wang_gong, "留存", Wanted(kind="dossier"))

    assert [hit.url for hit in found.page.object_list] == [f"/dossiers/{dossier.pk}"]
    kinds = {
        chip.value for text in ("功能", "技术难点") for chip in find(company.li, text).tally.kinds()
    }
    assert kinds >= {"collaboration", "ask", "task", "problem", "risk_notice", "meeting", "dossier"}
    assert titles(company.li, "改为 8 月 25 日", "change")
    assert titles(company.wang, "功能测试通过率 100%", "delivery")
    assert find(company.feng, "留存").total == 0


def test_the_worker_follows_what_changes(company: Company, clock: ModuleType) -> None:
    ask = sent(company)
    worker.run_once()
    assert ask.title in titles(company.wang, "新功能", "ask")

    org.rename_department(company.finance, by=company.administrator, name="资金部")
    worker.run_once()

    assert titles(company.li, "资金部", "department") == ["资金部"]
    moved = {company.qian.name, company.feng.name}
    assert set(titles(company.li, "资金部", "person")) == moved
    assert titles(company.li, "财务部", "department") == ["资金部"]


def test_a_forgotten_person_is_found_no_more(company: Company) -> None:
    actions.reindex_all()
    org.retire(company.feng, by=company.administrator)
    org.anonymise(company.feng, by=company.administrator)
    worker.run_once()
    assert [titles(company.li, text) for text in ("冯源", "fengyuan")] == [[], []]


def test_reading_entries_again_changes_nothing(company: Company) -> None:
    sent(company)
    worker.run_once()
    before = list(Document.objects.values().order_by("pk"))

    consumers.CONSUMERS["search"](list(Entry.objects.all()))
    assert actions.reindex_all() == len(before)

    assert list(Document.objects.values().order_by("pk")) == before


def test_a_row_taken_out_of_the_table_is_found_no_more(company: Company, clock: ModuleType) -> None:
    case = dividing(company)
    task = sound(company, case)
    worker.run_once()
    assert titles(company.li, "有效需求", "task") == [task.name]

    remove_task(task, by=company.li)
    worker.run_once()

    assert find(company.li, "有效需求").total == 0


def test_people_written_without_an_entry_are_found_by_the_daily_check(company: Company) -> None:
    assert titles(company.li, "wl") == []
    consumers.TICKS["search-check"].chore()
    assert titles(company.li, "wl", "person") == ["王磊"]
