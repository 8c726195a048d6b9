"""A department is found by what it says of itself and by every name it ever had."""

from types import ModuleType

import pytest

from tests.company import Company
from tests.knowledge.test_search import titles
from tongzhou.journal.worker import run_once
from tongzhou.org import actions
from tongzhou.org.actions.describing import Description, describe_department

pytestmark = pytest.mark.django_db


def test_by_its_former_name_its_sound_and_what_it_does(company: Company, clock: ModuleType) -> None:
    actions.rename_department(company.sales, by=company.administrator, name="渠道中心")
    describe_department(
        company.sales, by=company.zhao, description=Description(does="能带大家见客户")
    )
    run_once()
    for typed in ("渠道中心", "销售部", "xiaoshoubu", "qdzx", "见客户"):
        assert titles(company.feng, typed, "department") == ["渠道中心"], typed
