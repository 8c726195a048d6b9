"""PATCH (RFC 7644 §3.5.2) of a resource as it would be answered; what results is written as by PUT.

Providers differ: operations in capitals, no path but an object of paths, removal by a list of values.
"""

import copy
import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from tongzhou.api.scim.errors import Unfit
from tongzhou.api.scim.filters import Combined, Comparison, Filter, holds, read_filter

MESSAGE = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
PATH = re.compile(r"(?P<name>(?:urn:[\w.:-]+:)?\w+)(?:\[(?P<chosen>.+)\])?(?:\.(?P<part>\w+))?")
EXTENSION = re.compile(r"(urn:[\w.:-]+:\w+):(\w+)$")
MOST = 1_000

Resource = dict[str, Any]


def patched(resource: Resource, body: Any) -> Resource:
    found = copy.deepcopy(resource)
    for operation in _operations(body):
        verb = str(operation.get("op", "")).lower()
        if verb not in ("add", "replace", "remove"):
            raise Unfit("invalidSyntax", _("An operation is add, replace or remove."))
        path, value = operation.get("path"), operation.get("value")
        if path:
            _act(found, verb, str(path), value)
        elif isinstance(value, dict) and verb != "remove":
            _act_on_each(found, verb, value)
        else:
            raise Unfit("noTarget", _("Say which attribute is meant."))
    return found


def _operations(body: Any) -> list[dict[str, Any]]:
    rows = body.get("Operations") if isinstance(body, dict) else None
    if (
        not isinstance(rows, list)
        or len(rows) > MOST
        or not all(isinstance(one, dict) for one in rows)
    ):
        raise Unfit("invalidSyntax", _("Send a list of operations."))
    return rows


def _act_on_each(resource: Resource, verb: str, values: dict[str, Any]) -> None:
    """Names may be paths; an extension's urn stands for an object of its attributes."""
    for name, value in values.items():
        if name.startswith("urn:") and isinstance(value, dict):
            for part, one in value.items():
                _set(_at(resource, name, make=True), part, one, verb)
        elif name.lower() not in ("schemas", "id", "meta"):
            _act(resource, verb, name, value)


def _act(resource: Resource, verb: str, path: str, value: Any) -> None:
    if extension := EXTENSION.fullmatch(path):
        return _set(_at(resource, extension[1], make=True), extension[2], value, verb)
    parts = PATH.fullmatch(path)
    if parts is None:
        raise Unfit("invalidPath", _("This path cannot be read."))
    name, chosen, part = parts["name"], parts["chosen"], parts["part"]
    if chosen:
        return _act_on_chosen(resource, verb, name, read_filter(chosen), part, value)
    if part:
        return _set(_at(resource, name, make=True), part, value, verb)
    return _set(resource, name, value, verb)


def _set(holder: Resource, name: str, value: Any, verb: str) -> None:
    name = _spelled(holder, name)
    before = holder.get(name)
    if verb == "remove":
        if isinstance(before, list) and isinstance(value, list):
            holder[name] = [one for one in before if not _is_among(one, value)]
        else:
            holder.pop(name, None)
    elif verb == "add" and isinstance(before, list):
        more = value if isinstance(value, list) else [value]
        holder[name] = before + [one for one in more if not _is_among(one, before)]
    elif isinstance(before, dict) and isinstance(value, dict):
        holder[name] = before | value
    else:
        holder[name] = value


def _act_on_chosen(
    resource: Resource, verb: str, name: str, chosen: Filter, part: str | None, value: Any
) -> None:
    """`emails[type eq "work"].value`: those that are meant; an addition makes the one it names."""
    name = _spelled(resource, name)
    held = resource.get(name) or []
    if not isinstance(held, list):
        raise Unfit("invalidPath", _("This path cannot be read."))
    rows = [one for one in held if isinstance(one, dict)]
    meant = [one for one in rows if holds(chosen, one)]
    if verb == "remove" and part is None:
        resource[name] = [one for one in rows if one not in meant]
        return
    if not meant and verb != "remove":
        meant = [_named(chosen)]
        rows += meant
    for one in meant:
        if part:
            _set(one, part, value, verb)
        elif isinstance(value, dict):
            one.update(value)
    resource[name] = rows


def _named(chosen: Filter) -> Resource:
    if isinstance(chosen, Combined):
        parts = chosen.parts if chosen.word == "and" else ()
        return {name: value for one in parts for name, value in _named(one).items()}
    return {chosen.path: chosen.value} if _is_equal(chosen) else {}


def _is_equal(one: Comparison) -> bool:
    return one.operator == "eq"


def _at(resource: Resource, name: str, *, make: bool) -> Resource:
    name = _spelled(resource, name)
    if make and not isinstance(resource.get(name), dict):
        resource[name] = {}
    held: Resource = resource[name]
    return held


def _spelled(holder: Resource, name: str) -> str:
    """Names of attributes do not depend on case."""
    return next((one for one in holder if one.lower() == name.lower()), name)


def _is_among(one: Any, values: list[Any]) -> bool:
    def key(value: Any) -> Any:
        return value.get("value", value) if isinstance(value, dict) else value

    return any(key(one) == key(value) for value in values)
