"""Q3 用户活跃度提升, played by hand: every click and key of the people involved."""

import pytest

from tests.journeys.align import align
from tests.journeys.deliver import deliver
from tests.journeys.finish import find_again, finish
from tests.journeys.initiate import NAME, initiate
from tests.journeys.solve import solve
from tests.journeys.stage import Stage
from tongzhou.collaborations.models import Collaboration

pytestmark = pytest.mark.journey
TABS = ("", "/brief", "/asks", "/plan", "/agreement", "/progress", "/problems", "/changes",
        "/outcome", "/timeline")  # fmt: skip


def test_the_story_is_lived_from_request_to_dossier(stage: Stage) -> None:
    stage.types_passwords = True
    case = initiate(stage)
    _is_hidden_from_finance(stage, case)
    align(stage, case)
    deliver(stage, case)
    solve(stage, case)
    finish(stage, case)
    _is_hidden_from_finance(stage, case)
    assert Collaboration.objects.get().state == "archived"
    find_again(stage)


def _is_hidden_from_finance(stage: Stage, case: str) -> None:
    outsider = stage.enter("qian")
    for tab in TABS:
        answer = outsider.page.goto(case + tab)
        assert answer is not None
        assert answer.status == 404, tab
        assert NAME not in outsider.page.content()
