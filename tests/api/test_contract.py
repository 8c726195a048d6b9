"""What the description promises is what programs get, asked by a tool that reads nothing else."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Protocol, runtime_checkable

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.collaborations.asking import sent
from tests.company import Company
from tests.house.hidden import model_of
from tests.house.test_routes import undone
from tests.told import told
from tongzhou.org.actions.tokens import create_token
from tongzhou.org.models import Person
from tongzhou.org.scopes import SCOPES

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
SLOWLY = list(HealthCheck)
Known = Callable[[str], str | None]


@runtime_checkable
class Guarded(Protocol):
    def visible_to(self, person: Person) -> Any: ...


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """As Django's own test client does: the transaction of the test outlives its requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def operations(person: Person) -> tuple[list[Any], dict[str, str]]:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    secret = create_token(person, by=None, name="x", scopes=list(SCOPES))
    found = [result.ok() for result in schema.get_all_operations()]
    return found, {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}


def ask(
    found: list[Any], headers: dict[str, str], examples: int, known: Known = lambda _name: None
) -> None:
    """Each call is undone: the next one finds everything as it was."""
    wrong: list[str] = []
    for operation in found:

        @given(case=operation.as_strategy())
        @settings(
            max_examples=examples, database=None, deadline=None, derandomize=True,
            phases=[Phase.generate], suppress_health_check=SLOWLY,
        )  # fmt: skip
        def one(case: Any) -> None:
            case.headers = {**(case.headers or {}), **headers}
            given = case.path_parameters or {}
            case.path_parameters = {name: known(name) or text for name, text in given.items()}
            with undone():
                case.call_and_validate(checks=CHECKS)

        try:
            one()
        except FailureGroup as failed:
            wrong.append(str(failed))
    assert wrong == []


@pytest.mark.django_db
def test_every_typed_operation_answers_as_described(company: Company, settings: Any) -> None:
    settings.API_CALLS = 100_000
    sent(company)
    found, headers = operations(company.administrator)
    ask([one for one in found if "Facts" not in str(one.definition.raw)], headers, 3)


PARTS = 4


@pytest.mark.nightly
@pytest.mark.django_db
@pytest.mark.check("T126")
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("login", ["li", "administrator"])
def test_every_operation_answers_as_described(
    company: Company, settings: Any, login: str, part: int
) -> None:
    """About matters of the whole story that are there; in parts, so that one that hangs is found."""
    settings.API_CALLS = 100_000
    told(company, 5)
    person: Person = getattr(company, login)
    found, headers = operations(person)
    ask(found[part::PARTS], headers, 8, seen_by(person))


def seen_by(person: Person) -> Known:
    """The id of something real for a parameter, where the person sees any."""

    @cache
    def known(name: str) -> str | None:
        try:
            rows = model_of(name)._default_manager.all()
        except AssertionError:  # no id of a model
            return None
        seen = rows.visible_to(person) if isinstance(rows, Guarded) else rows
        pk = seen.values_list("pk", flat=True).first()
        return str(pk) if pk else None

    return known
