"""The whole REST surface; its description is /api/v1/openapi.json."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from ninja import NinjaAPI

from tongzhou.api import asks, bundles, collaborations, figures, lists, people, tasks
from tongzhou.api.describing import description
from tongzhou.api.doors import guarded
from tongzhou.api.errors import explain_refusals
from tongzhou.api.matching import tagged
from tongzhou.api.pages.mirror import mirrored
from tongzhou.api.pages.places import Place, places
from tongzhou.api.tokens import BearerToken

View = Callable[..., HttpResponseBase]

api = NinjaAPI(
    title="同舟 Tongzhou",
    version="1",
    description="Collaboration between departments. Every call is made as a person, by token.",
    urls_namespace="api",
    auth=BearerToken(),
    docs_url=None,
    openapi_url=None,
)
explain_refusals(api)
for part in (people, collaborations, asks, tasks, lists, figures, bundles):
    api.add_router("", part.router)

AREAS = {
    "me": "",
    "people": "organisation",
    "departments": "organisation",
    "notices": "own",
    "figures": "insight",
    "bundles": "administration",
    "bundles/<str:source>": "administration",
}
"""Of the typed addresses that do not belong to collaborations; the person of a token is no secret."""


def patterns() -> list[URLPattern]:
    """A typed address answers the methods it has; the page of the same address the others."""
    pages = {place.path: place for place in places()}
    typed = {_plain(str(one.pattern)): one for one in api.urls[0] if str(one.pattern)}
    made = [path("openapi.json", description(api), name="openapi")]
    for address in {**typed, **pages}:
        page, own = pages.get(address), typed.get(address)
        views = [_tagged(own.callback)] if own and own.callback else []
        views += [mirrored(page)] if page else []
        view = guarded(_first_that_answers(views), _area(address, page))
        made.append(path(address, view, name="typed" if own else "page"))
    return made


def _plain(address: str) -> str:
    return address.replace("<uuidstr:", "<uuid:")


def _area(address: str, page: Place | None) -> str:
    return AREAS.get(address, page.area if page else "collaborations")


def _tagged(view: Callable[..., Any]) -> View:
    def run(request: HttpRequest, **ids: Any) -> HttpResponseBase:
        response = view(request, **ids)
        return tagged(request, response, ids) if request.method == "GET" else response

    return run


def _first_that_answers(views: list[View]) -> View:
    def run(request: HttpRequest, **ids: Any) -> HttpResponseBase:
        for view in views[:-1]:
            response = view(request, **ids)
            if response.status_code != 405:
                return response
        return views[-1](request, **ids)

    return run
