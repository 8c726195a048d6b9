"""What users and groups have in common: how they are answered, listed, tagged and found."""

import hashlib
import json
from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _

from tongzhou.api.scim.errors import SCIM, Unfit
from tongzhou.api.scim.filters import Comparison, judged, read_filter

LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
USUAL, MOST = 100, 200
FARTHEST = 10**9

Resource = dict[str, Any]


class Kind(NamedTuple):
    """A sort of resource: `rows` to answer from, `meant` turns one comparison into a condition."""

    name: str
    path: str
    rows: Callable[[], "QuerySet[Any]"]
    resource: Callable[..., Resource]
    meant: Callable[[Comparison], Q]


def gathered(row: Model, name: str) -> list[Any]:
    """What `Prefetch(to_attr=name)` laid beside a row."""
    found: list[Any] = vars(row)[name]
    return found


def answered(request: HttpRequest, resource: Resource, *, status: int = 200) -> JsonResponse:
    tag = tag_of(resource)
    if (
        status == 200
        and request.method == "GET"
        and tag in request.headers.get("If-None-Match", "")
    ):
        response = JsonResponse({}, status=304, content_type=SCIM)
        response.content = b""
    else:
        shown = _chosen(request, resource)
        response = JsonResponse(shown, status=status, content_type=SCIM)
        response["Location"] = resource["meta"]["location"]
    response["ETag"] = tag
    return response


def listed(request: HttpRequest, kind: Kind) -> JsonResponse:
    rows = kind.rows()
    if wanted := request.GET.get("filter", ""):
        rows = rows.filter(judged(read_filter(wanted), kind.meant, _together)).distinct()
    first, most = _number(request, "startIndex", 1), _number(request, "count", USUAL)
    first, most = min(max(first, 1), FARTHEST), min(max(most, 0), MOST)
    found = rows.order_by("pk")
    full = "members" not in request.GET.get("excludedAttributes", "").split(",")
    shown = [kind.resource(request, one, full=full) for one in found[first - 1 : first - 1 + most]]
    body = {
        "schemas": [LIST], "totalResults": found.count(), "startIndex": first,
        "itemsPerPage": len(shown), "Resources": [_chosen(request, one) for one in shown],
    }  # fmt: skip
    return JsonResponse(body, content_type=SCIM)


def tag_of(resource: Resource) -> str:
    return str(resource["meta"]["version"])


def with_meta(request: HttpRequest, resource: Resource, kind: str, path: str) -> Resource:
    said = json.dumps(resource, sort_keys=True, ensure_ascii=False)
    version = hashlib.sha256(said.encode()).hexdigest()[:16]
    location = request.build_absolute_uri(f"/scim/v2/{path}/{resource['id']}")
    meta = {"resourceType": kind, "location": location, "version": f'W/"{version}"'}
    return resource | {"meta": meta}


def uuid_or_none(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def compared(field: str, one: Comparison) -> Q:
    """Text without regard to case, as the schemas say of these attributes."""
    if one.operator == "pr":
        return ~Q(**{field: ""})
    if not isinstance(one.value, str):
        raise Unfit("invalidFilter", _("This filter cannot be read."))
    lookup = {"co": "icontains", "sw": "istartswith", "ew": "iendswith"}.get(one.operator, "iexact")
    found = Q(**{f"{field}__{lookup}": one.value})
    return ~found if one.operator == "ne" else found


def exactly(one: Comparison, found: Callable[[Any], Q], present: Q) -> Q:
    if one.operator == "pr":
        return present
    if one.operator not in ("eq", "ne"):
        raise Unfit("invalidFilter", _("This attribute can only be equal or not."))
    return ~found(one.value) if one.operator == "ne" else found(one.value)


def _together(word: str, parts: list[Q]) -> Q:
    found = parts[0]
    for part in parts[1:]:
        found = found | part if word == "or" else found & part
    return ~found if word == "not" else found


def _number(request: HttpRequest, name: str, usual: int) -> int:
    try:
        return int(request.GET.get(name, usual))
    except ValueError:
        raise Unfit("invalidValue", _("startIndex and count are numbers.")) from None


def _chosen(request: HttpRequest, resource: Resource) -> Resource:
    """`attributes` and `excludedAttributes`, by the first part of each name."""
    always = {"schemas", "id", "meta"}
    only, without = (_names(request, name) for name in ("attributes", "excludedAttributes"))
    return {
        name: value
        for name, value in resource.items()
        if name in always or ((not only or _is_in(name, only)) and not _is_in(name, without))
    }


def _names(request: HttpRequest, name: str) -> list[str]:
    return [one.strip().lower() for one in request.GET.get(name, "").split(",") if one.strip()]


def _is_in(name: str, names: list[str]) -> bool:
    low = name.lower()
    return any(one == low or one.startswith((f"{low}.", f"{low}:")) for one in names)
