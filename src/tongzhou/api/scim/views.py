"""Addresses of /scim/v2: users, groups, and what this server can do."""

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from tongzhou.api.scim import groups, users
from tongzhou.api.scim.doors import body_of, scim
from tongzhou.api.scim.errors import SCIM, error
from tongzhou.api.scim.patching import patched
from tongzhou.api.scim.resources import LIST, Kind, Resource, answered, listed, tag_of
from tongzhou.api.scim.schemas import CONFIG, RESOURCE_TYPES, SCHEMAS
from tongzhou.org.models import Department, Person
from tongzhou.org.request import PersonRequest

Found = Any


@scim("GET", "POST")
def all_users(request: PersonRequest) -> HttpResponseBase:
    if request.method == "POST":
        return _made(request, users.USERS, users.take_in(body_of(request), by=request.user))
    return listed(request, users.USERS)


@scim("GET", "PUT", "PATCH", "DELETE")
def one_user(request: PersonRequest, person: UUID) -> HttpResponseBase:
    return _one(request, users.USERS, users, Person, person)


@scim("GET", "POST")
def all_groups(request: PersonRequest) -> HttpResponseBase:
    if request.method == "POST":
        return _made(request, groups.GROUPS, groups.take_in(body_of(request), by=request.user))
    return listed(request, groups.GROUPS)


@scim("GET", "PUT", "PATCH", "DELETE")
def one_group(request: PersonRequest, department: UUID) -> HttpResponseBase:
    return _one(request, groups.GROUPS, groups, Department, department)


@scim("GET")
def config(request: PersonRequest) -> HttpResponseBase:
    return JsonResponse(_located(request, CONFIG), content_type=SCIM)


@scim("GET")
def resource_types(request: PersonRequest) -> HttpResponseBase:
    return _described(request, RESOURCE_TYPES)


@scim("GET")
def schemas(request: PersonRequest) -> HttpResponseBase:
    return _described(request, SCHEMAS)


@scim("GET")
def one_described(request: PersonRequest, told: Resource) -> HttpResponseBase:
    return JsonResponse(_located(request, told), content_type=SCIM)


def _one(
    request: PersonRequest, kind: Kind, writing: Any, model: type[Model], key: UUID
) -> HttpResponseBase:
    """Judged by If-Match with the row locked: what the provider saw still stands."""
    if request.method != "GET":
        list(model._base_manager.select_for_update().filter(pk=key))
    row, resource = _found(request, kind, key)
    if request.method == "GET":
        return answered(request, resource)
    known = request.headers.get("If-Match", "*")
    if known != "*" and tag_of(resource).strip("W/") not in known:
        return error(412, _("This has changed since. Read it again before you change it."))
    if request.method == "DELETE":
        writing.remove(row, by=request.user)
        return HttpResponse(status=204)
    body = body_of(request)
    wanted = patched(resource, body) if request.method == "PATCH" else body
    writing.write(row, wanted, resource, by=request.user)
    return answered(request, _found(request, kind, key)[1])


def _found(request: PersonRequest, kind: Kind, key: UUID) -> tuple[Found, Resource]:
    row = kind.rows().filter(pk=key).first()
    if row is None:
        raise Http404
    full = request.method != "GET" or "members" not in request.GET.get("excludedAttributes", "")
    return row, kind.resource(request, row, full=full)


def _made(request: PersonRequest, kind: Kind, row: Model) -> HttpResponseBase:
    return answered(request, _found(request, kind, row.pk)[1], status=201)


def _described(request: PersonRequest, rows: list[Resource]) -> HttpResponseBase:
    body = {
        "schemas": [LIST], "totalResults": len(rows), "startIndex": 1,
        "itemsPerPage": len(rows), "Resources": [_located(request, one) for one in rows],
    }  # fmt: skip
    return JsonResponse(body, content_type=SCIM)


def _located(request: PersonRequest, told: Resource) -> Resource:
    """`meta.location` is written as a path; a provider reads an address."""
    address = request.build_absolute_uri(f"/scim/v2/{told['meta']['location']}")
    return told | {"meta": {**told["meta"], "location": address}}
