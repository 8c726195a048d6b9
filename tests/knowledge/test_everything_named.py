"""Titles sound, teams and duties are found, and what was said of importance is."""

from types import ModuleType

import pytest
from django.urls import reverse

from tests.agreements import table as table_module
from tests.agreements.table import Table
from tests.company import Company
from tests.duties.test_register import gap as reported
from tests.goals.test_goals import goal, measure
from tests.knowledge.test_search import titles
from tests.teams.forming import active, charter
from tongzhou.collaborations.models import Attention, Priority
from tongzhou.core import clock as now
from tongzhou.desk.queries.palette import found
from tongzhou.journal.worker import run_once
from tongzhou.knowledge.actions import reindex_all
from tongzhou.org import actions as org
from tongzhou.org.models import Person
from tongzhou.teams import actions as teams

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(company: Company, clock: ModuleType) -> Table:
    return table_module.build(company)


def ways(person: Person, typed: str) -> list[str]:
    return [str(way.label) for _group, some in found(typed, person) for way in some]


def test_a_task_is_found_by_its_sound(table: Table) -> None:
    reindex_all()
    for typed in ("yonghuxuqiu", "yhxqdy", "xqdy"):
        assert table.survey.name in titles(table.company.lin, typed, "task"), typed
        assert table.survey.name in ways(table.company.lin, typed), typed
    assert table.survey.name not in ways(table.company.feng, "yhxqdy")


def test_teams_and_duties_are_found_by_everybody(company: Company, clock: ModuleType) -> None:
    team = active(company)
    duty = reported(company)
    teams.draft(charter(name="秘密小组"), by=company.lin)
    run_once()
    assert titles(company.feng, "zbzxz", "team") == [team.name]
    assert titles(company.feng, "投放", "team") == [team.name]
    assert titles(company.feng, "秘密小组", "team") == []
    assert duty.name in titles(company.feng, duty.name[:2], "duty")
    assert team.name in ways(company.feng, "zhibo")
    assert duty.name in ways(company.feng, duty.name[:3])


def test_goals_are_found_by_everybody_with_their_measures(
    company: Company, clock: ModuleType
) -> None:
    aim = goal(company.product, company.wang, "留住新用户")
    measure(aim, company.wang)
    run_once()
    for typed in ("留住新用户", "lzxyh", "次月留存", "产品部"):
        assert titles(company.feng, typed, "goal") == [aim.name], typed
    assert aim.name in ways(company.feng, "留住新")
    org.rename_department(company.product, by=company.administrator, name="产品中心")
    run_once()
    assert titles(company.feng, "产品中心", "goal") == [aim.name]


def test_what_makes_it_important_is_found(table: Table) -> None:
    lin = table.company.lin
    facts = {"value": 3, "urgency": 3, "level": "top", "by": lin, "at": now.now()}
    Priority.objects.create(
        collaboration=table.case, value_evidence="占营收四成", urgency_evidence="双十一", **facts
    )
    said = {"who": "陈总", "recorded_by": lin, "recorded_at": now.now()}
    Attention.objects.create(collaboration=table.case, said="每周要看进展", **said)
    reindex_all()
    for typed in ("占营收四成", "每周要看进展"):
        assert titles(lin, typed, "collaboration") == [table.case.name]


def test_the_palette_knows_departments_by_their_sound(company: Company) -> None:
    org.rename_department(company.marketing, by=company.administrator, name="市场中心")
    assert "市场中心" in ways(company.feng, "shichang")
    assert "市场中心" in ways(company.feng, "sczx")
    assert str(reverse("teams")) in {
        way.url for _g, some in found("虚拟", company.feng) for way in some
    }
