"""A program that calls the API with somebody's token."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.house.conftest import garden
from tongzhou.org.actions.tokens import create_token
from tongzhou.org.models import Person

__all__ = ["garden"]


class Caller:
    def __init__(self, token: str) -> None:
        self.client = Client()
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def seeing(self, tag: str) -> "Caller":
        """The same program, which changes only what still is as it saw it."""
        other = Caller("")
        other.headers = self.headers | {"If-Match": tag}
        return other

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.client.get(f"/api/v1{path}", query, headers=self.headers)

    def post(self, path: str, body: Any, *, key: str = "") -> HttpResponse:
        return self._send("post", path, body, key)

    def patch(self, path: str, body: Any, *, key: str = "") -> HttpResponse:
        return self._send("patch", path, body, key)

    def _send(self, method: str, path: str, body: Any, key: str) -> HttpResponse:
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        send = getattr(self.client, method)
        return send(f"/api/v1{path}", body, content_type="application/json", headers=headers)


@pytest.fixture
def calling() -> Callable[[Person | None], Caller]:
    """`calling(person)` is a program with a token of that person; None has no token."""
    return lambda person: Caller(create_token(person, by=None, name="test") if person else "")
