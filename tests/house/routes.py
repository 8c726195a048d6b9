"""Every address of the product, as the program itself knows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

METHODS = ("GET", "POST")
API_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
OPEN_API = ("api/v1/openapi.json",)
"""It describes the API and changes nothing."""
PAGE = "page"
"""So the API names the addresses that run a page's own view: what holds of the page holds of them
(tests/api/test_pages.py asks each of them)."""


@dataclass(frozen=True)
class Route:
    path: str
    parameters: tuple[str, ...]

    @property
    def is_api(self) -> bool:
        return self.path.startswith(("api/", "scim/"))

    def address(self, ids: dict[str, object]) -> str:
        """The path with its ids filled in."""
        address = "/" + self.path
        for name in self.parameters:
            for converter in ("uuid", "uuidstr", "str", "slug"):
                address = address.replace(f"<{converter}:{name}>", str(ids[name]))
        return address

    def to_nothing(self) -> str:
        return self.address({name: uuid4() for name in self.parameters})


def form(route: Route, method: str) -> tuple[str, str]:
    """Body and type of a request that carries nothing but the key of its form."""
    if method == "GET":
        return "", "text/plain"
    if route.is_api:
        return "{}", "application/json"
    return f"once={uuid4().hex}", "application/x-www-form-urlencoded"


def routes() -> list[Route]:
    found = {route.path: route for route in _walk(get_resolver(), "")}
    return [found[path] for path in sorted(found)]


def methods_of(route: Route, browser: Client, **headers: str) -> list[str]:
    """What the address answers to, found out by asking for something that does not exist."""
    if route.path in OPEN_API:
        return ["GET"]
    allowed = []
    for method in API_METHODS if route.is_api else METHODS:
        response = browser.generic(method, route.to_nothing(), headers=headers)
        if response.status_code != 405:
            allowed.append(method)
    return allowed


def _walk(resolver: URLResolver, prefix: str) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            if pattern.name == PAGE:
                continue
            names = [part.split(">")[0].split(":")[-1] for part in path.split("<")[1:]]
            yield Route(path, tuple(names))
        else:
            yield from _walk(pattern, path)
