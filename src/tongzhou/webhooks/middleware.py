"""Keeps how many systems a call of the API came through."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from tongzhou.journal import depth
from tongzhou.webhooks.letters import DEPTH


class DepthMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.headers.get(DEPTH)
        if told is None:
            return self.get_response(request)
        with depth.of(told):
            return self.get_response(request)
