"""What this server can do and which attributes it keeps (RFC 7643 §5–§7)."""

from typing import Any

from tongzhou.api.scim.groups import CORE as GROUP
from tongzhou.api.scim.groups import DEPARTMENT
from tongzhou.api.scim.resources import MOST
from tongzhou.api.scim.users import CORE as USER
from tongzhou.api.scim.users import ENTERPRISE

URN = "urn:ietf:params:scim:schemas:core:2.0"
NO = {"supported": False}

CONFIG: dict[str, Any] = {
    "schemas": [f"{URN}:ServiceProviderConfig"],
    "patch": {"supported": True},
    "bulk": NO | {"maxOperations": 0, "maxPayloadSize": 0},
    "filter": {"supported": True, "maxResults": MOST},
    "changePassword": NO,
    "sort": NO,
    "etag": {"supported": True},
    "authenticationSchemes": [
        {
            "type": "oauthbearertoken", "name": "Access token", "primary": True,
            "description": "A token of an administrator with the scope provisioning:write",
        }
    ],
    "meta": {"resourceType": "ServiceProviderConfig", "location": "ServiceProviderConfig"},
}  # fmt: skip


def _type(name: str, path: str, schema: str, extension: str) -> dict[str, Any]:
    return {
        "schemas": [f"{URN}:ResourceType"], "id": name, "name": name, "endpoint": f"/{path}",
        "schema": schema, "schemaExtensions": [{"schema": extension, "required": False}],
        "meta": {"resourceType": "ResourceType", "location": f"ResourceTypes/{name}"},
    }  # fmt: skip


def _attribute(name: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    return {
        "name": name, "type": kind, "multiValued": False, "required": False, "caseExact": False,
        "mutability": "readWrite", "returned": "default", "uniqueness": "none",
    } | more  # fmt: skip


def _many(name: str, *parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return _attribute(name, "complex", multiValued=True, subAttributes=list(parts), **more)


def _schema(key: str, name: str, *attributes: dict[str, Any]) -> dict[str, Any]:
    return {
        "schemas": [f"{URN}:Schema"], "id": key, "name": name, "description": name,
        "attributes": list(attributes), "meta": {"resourceType": "Schema", "location": f"Schemas/{key}"},
    }  # fmt: skip


RESOURCE_TYPES = [
    _type("User", "Users", USER, ENTERPRISE),
    _type("Group", "Groups", GROUP, DEPARTMENT),
]
VALUE, TYPE = _attribute("value"), _attribute("type")
FIXED = {"mutability": "readOnly"}
SCHEMAS = [
    _schema(
        USER, "User",
        _attribute("userName", required=True, uniqueness="server"),
        _attribute(
            "name", "complex",
            subAttributes=[_attribute("formatted"), _attribute("familyName"), _attribute("givenName")],
        ),
        _attribute("displayName"), _attribute("title"), _attribute("active", "boolean"),
        _attribute("preferredLanguage", mutability="writeOnly", returned="never"),
        _many("emails", VALUE, TYPE, _attribute("primary", "boolean")),
        _many("phoneNumbers", VALUE, TYPE),
        _many("groups", VALUE, _attribute("display"), TYPE, **FIXED),
    ),
    _schema(ENTERPRISE, "EnterpriseUser", _attribute("department")),
    _schema(
        GROUP, "Group",
        _attribute("displayName", required=True),
        _many("members", VALUE, _attribute("display", **FIXED), TYPE),
    ),
    _schema(
        DEPARTMENT, "Department",
        _attribute("code", mutability="immutable", uniqueness="server"),
        _attribute("parent", "complex", subAttributes=[VALUE, _attribute("display", **FIXED)]),
    ),
]  # fmt: skip
