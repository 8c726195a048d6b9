"""What every test may ask for: the small company, somebody signed in, a clock that stands still."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from types import ModuleType

import hypothesis
import pytest
from django.db import connection
from django.test import Client
from django.utils import translation

from tests import company as company_module
from tests import journal_guard
from tests.company import Company
from tests.entering import entered
from tongzhou.core import clock as clock_module
from tongzhou.core.quick_migrations import quickly
from tongzhou.journal import append_only
from tongzhou.org import calendars, rules
from tongzhou.org.models import Person
from tongzhou.terms import language as language_of_departments

hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")
"""No example is judged by how long it took: other work on the machine decides that."""

MONDAY_MORNING = datetime(2023, 7, 3, 10, 0, tzinfo=clock_module.zone())


UUID_TEXT = re.compile("[0-9a-f]{8}-[0-9a-f-]{27}")


def pytest_make_parametrize_id(val: object) -> str | None:
    """Parallel workers must agree on the names of tests, also where an example id is random."""
    return UUID_TEXT.sub("id", val) if isinstance(val, str) and UUID_TEXT.search(val) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What asks no database is asked once, on SQLite."""
    if connection.vendor == "sqlite":
        return
    asked_once = [one for one in items if not _asks_a_database(one)]
    config.hook.pytest_deselected(items=asked_once)
    items[:] = [one for one in items if _asks_a_database(one)]


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"})


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> ExitStack:
    """Asked for before the database is made."""
    until_it_is_there = ExitStack()
    until_it_is_there.enter_context(quickly())
    return until_it_is_there


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings: ExitStack, django_db_setup: None, django_db_blocker: object
) -> None:
    django_db_modify_db_settings.close()
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        append_only.ensure()
        journal_guard.install()


@pytest.fixture
def company(db: None) -> Company:
    return company_module.build()


@pytest.fixture(autouse=True)
def clock() -> Iterator[ModuleType]:
    """It is Monday 3 July 2023, 10:00 in Shanghai until `clock.advance(…)` or `clock.move_to(…)`.

    In every test: what the story's people want lies ahead of them on whatever day this runs.
    """
    with clock_module.at(MONDAY_MORNING):
        yield clock_module


@pytest.fixture(autouse=True)
def own_rules() -> None:
    """What a test before it decided is gone with its rows; no clock of the machine asks anew."""
    rules.KEPT_SECONDS = calendars.KEPT_SECONDS = float("inf")
    rules.keep({})
    calendars.keep(())
    language_of_departments.MOMENT = language_of_departments.FRESH = float("inf")
    language_of_departments.forget()


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """A command speaks the language of its terminal: the next test speaks the house's again."""
    yield
    translation.deactivate()


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    """`signed_in(person)` is a browser in which that person has just entered the password."""
    return entered
