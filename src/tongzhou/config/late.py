"""Addresses whose code is loaded when one of them is first asked for."""

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class Late(URLResolver):
    """The first page need not wait for what only programs call (docs/performance.md)."""

    def __init__(self, route: str, urls: str, *, namespace: str) -> None:
        super().__init__(RoutePattern(route), urls, app_name=namespace, namespace=namespace)

    def _populate(self) -> None:
        """Its names have a namespace, and are looked up there when somebody writes one."""
