"""Which pages programs may use: all but those that are about the door itself."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, get_resolver

from tongzhou.org.scopes import area_of

View = Callable[..., HttpResponseBase]
PREFIX = "api/"
CLOSED = (
    "config.views",
    "ui.views",
    "org.views.first_run",
    "org.views.sign_in",
    "org.views.invitations",
    "org.views.passkeys",
    "org.views.second_factors",
    "org.views.me.passwords",
    "org.views.me.session_ends",
    "org.views.me.browser_ends",
    "org.views.me.tokens",
    "org.views.me.token_revocations",
    "org.views.me.language",
    "org.views.me.theme",
    "org.views.me.density",
    "org.views.people.passwords",
    "org.views.people.session_ends",
    "org.views.profiles.rights",
    "channels.views.links",
    "channels.views.taps",
    "progress.views.taps",
    "channels.views.app",
    "channels.views.oidc",
    "live.",
    "notices.views.preferences.unsubscribe",
    "administration.views.openings",
    "desk.views.palette",
    "desk.views.keys",
    "desk.rail",
)
"""Keys, rights and reading in an emergency are for a person at the keyboard, never for a token."""
NAMES = {"": "today"}
"""The page without a name of its own."""


@dataclass(frozen=True, slots=True)
class Place:
    """`plain` is the page's view without what its decorators add."""

    path: str
    pattern: URLPattern
    plain: Callable[..., Any]

    @property
    def view(self) -> View:
        return self.pattern.callback

    @property
    def area(self) -> str:
        if self.path.startswith("collaborations"):
            return "collaborations"
        return area_of(self.plain.__module__.split(".")[1])

    @property
    def methods(self) -> tuple[str, ...]:
        """As `require_http_methods` was told; what says nothing answers to reading only."""
        return _methods(self.pattern.callback) or ("GET",)


@cache
def places() -> tuple[Place, ...]:
    return tuple(_open_ones())


def _open_ones() -> Iterator[Place]:
    for pattern in _patterns(get_resolver()):
        path = str(pattern.pattern)
        plain = inspect.unwrap(pattern.callback)
        name = f"{plain.__module__}.{plain.__name__}".removeprefix("tongzhou.")
        if not name.startswith(CLOSED):
            yield Place(NAMES.get(path, path), pattern, plain)


def _patterns(resolver: Any) -> Iterator[URLPattern]:
    """Pages are all included without a prefix; what has one (the API itself) is none."""
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield one
        elif not str(one.pattern):
            yield from _patterns(one)


def _methods(view: Any) -> tuple[str, ...]:
    while view is not None:
        code = view.__code__.co_freevars
        if "request_method_list" in code:
            kept = view.__closure__[code.index("request_method_list")].cell_contents
            return tuple(kept)
        view = view.__dict__.get("__wrapped__")
    return ()
