"""Keeps how many systems a call of the API came through."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from tongzhou.journal import depth
from tongzhou.webhooks.letters import DEPTH

API = "/api/"


class DepthMiddleware:
    """Only the API is called by systems: nobody keeps an act of a page from webhooks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.headers.get(DEPTH)
        if told is None or not request.path.startswith(API):
            return self.get_response(request)
        with depth.of(told):
            return self.get_response(request)
