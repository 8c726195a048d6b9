"""What the description promises is what programs get, asked by a tool that reads nothing else."""

from collections.abc import Iterator
from typing import Any

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
from tongzhou.org.actions.tokens import create_token
from tongzhou.org.scopes import SCOPES

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
SLOWLY = list(HealthCheck)


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """As Django's own test client does: the transaction of the test outlives its requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def operations(company: Company) -> tuple[list[Any], dict[str, str]]:
    sent(company)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    secret = create_token(company.administrator, by=None, name="x", scopes=list(SCOPES))
    found = [result.ok() for result in schema.get_all_operations()]
    return found, {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}


def ask(found: list[Any], headers: dict[str, str], examples: int) -> None:
    wrong: list[str] = []
    for operation in found:

        @given(case=operation.as_strategy())
        @settings(
            max_examples=examples, database=None, deadline=None, derandomize=True,
            phases=[Phase.generate], suppress_health_check=SLOWLY,
        )  # fmt: skip
        def one(case: Any) -> None:
            case.headers = {**(case.headers or {}), **headers}
            case.call_and_validate(checks=CHECKS)

        try:
            one()
        except FailureGroup as failed:
            wrong.append(str(failed))
    assert wrong == []


@pytest.mark.django_db
def test_every_typed_operation_answers_as_described(company: Company, settings: Any) -> None:
    settings.API_CALLS = 100_000
    found, headers = operations(company)
    ask([one for one in found if "Facts" not in str(one.definition.raw)], headers, 3)


PARTS = 8


@pytest.mark.nightly
@pytest.mark.django_db
@pytest.mark.check("T126")
@pytest.mark.parametrize("part", range(PARTS))
def test_every_operation_answers_as_described(company: Company, settings: Any, part: int) -> None:
    """In parts, so that one that hangs is found and the others end."""
    settings.API_CALLS = 100_000
    found, headers = operations(company)
    ask(found[part::PARTS], headers, 2)
