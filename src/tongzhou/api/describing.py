"""The description of the API (OpenAPI 3.1): typed operations, and one per page with the fields it reads."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from ninja import NinjaAPI
from ninja.responses import NinjaJSONEncoder

from tongzhou.api.errors import STATUSES
from tongzhou.api.pages.fields import fields_of
from tongzhou.api.pages.places import Place, places
from tongzhou.api.problems import PROBLEM
from tongzhou.org.middleware import public

View = Callable[..., HttpResponseBase]
PART = re.compile(r"<(\w+):(\w+)>")
TYPES = {"uuid": {"type": "string", "format": "uuid"}}
KEY = {
    "name": "Idempotency-Key", "in": "header", "required": False,
    "schema": {"type": "string", "format": "uuid"},
    "description": "The same key with the same body has one effect and one answer.",
}  # fmt: skip
MATCH = {
    "name": "If-Match", "in": "header", "required": False, "schema": {"type": "string"},
    "description": "The ETag that was read; 412 when something was recorded since.",
}  # fmt: skip
DRY = {
    "name": "Tongzhou-Dry-Run", "in": "header", "required": False, "schema": {"enum": ["1"]},
    "description": "Everything is checked and answered, nothing is kept.",
}  # fmt: skip


def description(api: NinjaAPI) -> View:
    """Without a token: it says what there is, not what stands in it."""

    @public
    def openapi(request: HttpRequest) -> JsonResponse:
        return JsonResponse(_described(api), encoder=NinjaJSONEncoder)

    return openapi


@cache
def _described(api: NinjaAPI) -> dict[str, Any]:
    schema: dict[str, Any] = api.get_openapi_schema(path_prefix="/api/v1/")
    _say_problem(schema)
    for place in places():
        path = "/api/v1/" + PART.sub(r"{\2}", place.path)
        operations = schema["paths"].setdefault(path, {})
        for method in place.methods:
            operations.setdefault(method.lower(), _operation(place, method, schema))
    return schema


def _say_problem(schema: dict[str, Any]) -> None:
    """Ninja knows one media type; refusals have their own (RFC 9457)."""
    for operations in schema["paths"].values():
        for operation in operations.values():
            for status, said in operation["responses"].items():
                if int(status) in STATUSES and "content" in said:
                    said["content"] = {PROBLEM: said["content"].pop("application/json")}


def _operation(place: Place, method: str, schema: dict[str, Any]) -> dict[str, Any]:
    changing = method == "POST"
    found: dict[str, Any] = {
        "operationId": f"page_{method.lower()}_{re.sub(r'[^a-z0-9]+', '_', place.path)}",
        "summary": _summary(place),
        "tags": [place.area],
        "parameters": [_parameter(*part) for part in PART.findall(place.path)],
        "responses": _responses(),
        "security": next(iter(schema["paths"].values()))["get"]["security"],
    }
    if changing:
        found["parameters"] += [KEY, MATCH, DRY]
        body = {
            "type": "object",
            "properties": fields_of(place.plain),
            "additionalProperties": True,
        }
        found["requestBody"] = {"content": {"application/json": {"schema": body}}}
    return found


def _summary(place: Place) -> str:
    said = (place.plain.__doc__ or "").strip().partition("\n")[0]
    return said or place.plain.__name__.replace("_", " ").capitalize()


def _parameter(kind: str, name: str) -> dict[str, Any]:
    schema = TYPES.get(kind, {"type": "string"})
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _responses() -> dict[str, Any]:
    refused = {
        "description": "Without effect",
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    done = {"description": "Facts, or where it leads", "content": {"*/*": {"schema": {}}}}
    return {
        "200": done,
        "204": {"description": "Done, nothing to say"},
        "304": {"description": "Nothing changed since"},
        **{str(status): refused for status in STATUSES},
    }
