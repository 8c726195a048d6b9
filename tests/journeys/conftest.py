"""A stage on which the small company plays; whatever a console complains of fails the journey."""

from collections.abc import Iterator
from types import ModuleType

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.company import Company
from tests.journeys.stage import Stage
from tests.ui.browsing import browser  # noqa: F401 — a fixture


@pytest.fixture
def stage(
    request: pytest.FixtureRequest,
    browser: Browser,  # noqa: F811
    live_server: LiveServer,
    company: Company,
    clock: ModuleType,
) -> Iterator[Stage]:
    stage = Stage(browser, live_server.url)
    failed_before = request.session.testsfailed
    yield stage
    if request.session.testsfailed > failed_before:
        print(stage.picture())  # noqa: T201 — shown with the failure
    stage.close()
    assert not stage.complaints
