"""One request to about sixty teams, five times: the tables say exactly what the collected data say."""

import csv
import importlib.util
from collections import Counter
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.company import Company
from tongzhou.collaborations.actions.intakes import Question as Asked
from tongzhou.core import clock as house_clock
from tongzhou.org import actions
from tongzhou.org.models import Department, Liaison
from tongzhou.submissions import queries
from tongzhou.submissions.actions import campaigns, handing
from tongzhou.submissions.models import Campaign

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared/data/openstack-goals"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.nightly,
    pytest.mark.skipif(not DATA.exists(), reason="the goals of OpenStack are not at hand"),
]


@pytest.fixture
def converted() -> dict[str, Any]:
    found = importlib.util.spec_from_file_location(
        "convert", ROOT / "examples/openstack/convert.py"
    )
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    said: dict[str, Any] = module.main(DATA)
    return said


def test_306_answers_and_silences_stand_in_the_tables(
    company: Company, clock: ModuleType, converted: dict[str, Any]
) -> None:
    teams = _teams(company, converted["teams"])
    made = [_collect(company, teams, one, converted) for one in converted["collections"]]
    clock.advance(timedelta(days=30))
    for campaign in made:
        campaigns.close(campaign, by=company.li)
    with (DATA / "team_responses.csv").open(encoding="utf-8", newline="") as told:
        rows = list(csv.DictReader(told))
    assert len(rows) == 306
    wanted = Counter((row["goal"], row["derived_answer"]) for row in rows)
    found: Counter[tuple[str, str]] = Counter()
    for one, campaign in zip(converted["collections"], made, strict=True):
        asked = list(queries.respondents_of(campaign))
        for _respondent, row in queries.table_of(asked):
            found[one["goal"], next(iter(row.values()))] += 1
        silent = sum(1 for respondent in asked if respondent.first_at is None)
        found[one["goal"], "no answer recorded"] += silent
    assert found == +wanted


def _teams(company: Company, names: list[str]) -> dict[str, Department]:
    found = {}
    for place, name in enumerate(names):
        team = actions.create_department(company.root, by=None, name=name, code=f"team{place}")
        Liaison.objects.create(department=team, person=company.wang)
        found[name] = team
    return found


def _collect(
    company: Company, teams: dict[str, Department], one: dict[str, Any], converted: dict[str, Any]
) -> Campaign:
    choices = "\n".join(converted["answers"])
    questions = [
        Asked(**{**question, "choices": choices if question["kind"] == "choice" else ""})
        for question in converted["questions"]
    ]
    plan = campaigns.Plan(
        name=one["name"], purpose=one["purpose"], questions=questions,
        due_on=house_clock.today() + timedelta(days=20),
        departments=[teams[name] for name in one["asked"]],
    )  # fmt: skip
    campaign = campaigns.draft(plan, department=company.marketing, by=company.lin)
    campaign = campaigns.open_campaign(campaign, by=company.li)
    keys = [str(question.key) for question in campaign.questions.all()]
    for respondent in campaign.respondents.select_related("department"):
        if said := one["handed"].get(respondent.department.name):
            handing.hand_in(respondent, [dict(zip(keys, said, strict=True))], by=company.wang)
    return campaign
