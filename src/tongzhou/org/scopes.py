"""What a token opens: an area of the house, to read or also to change. Never more than its person may."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Sentence

READ, WRITE = "read", "write"

SCOPES: dict[str, Sentence] = {
    "collaborations:read": _("Read collaborations, requests, tasks and what belongs to them"),
    "collaborations:write": _("Work on them as you may on the pages"),
    "organisation:read": _("Read departments, people, goals, duties and teams"),
    "organisation:write": _("Change departments, people, goals, duties and teams as you may"),
    "own:read": _("Read your notices, your day and your settings"),
    "own:write": _("Change your notices and settings"),
    "insight:read": _("Read and export insight, past collaborations and the search"),
    "administration:read": _("Read the administrator's rooms"),
    "administration:write": _("Work in the administrator's rooms"),
    "provisioning:write": _("Keep people and departments in step with an identity provider (SCIM)"),
}
USUAL = ("collaborations:read", "organisation:read", "own:read", "insight:read")
"""What a new token opens unless its person says otherwise: nothing to change."""
EVERYDAY = tuple(
    scope for scope in SCOPES if not scope.startswith(("administration:", "provisioning:"))
)
"""What a token made on the command line opens, and what those made before there were scopes did."""

AREAS = {
    "org": "organisation",
    "goals": "organisation",
    "duties": "organisation",
    "teams": "organisation",
    "insight": "insight",
    "knowledge": "insight",
    "past": "insight",
    "desk": "own",
    "notices": "own",
    "reminders": "own",
    "channels": "own",
    "webhooks": "administration",
    "administration": "administration",
    "terms": "organisation",
}
"""By package; the rest are packages a collaboration lives through."""


def area_of(package: str) -> str:
    return AREAS.get(package, "collaborations")


def opens(scopes: Iterable[str], area: str, *, changing: bool) -> bool:
    """Whoever may change may also read; where nothing can be changed, reading is all there is."""
    change = f"{area}:{WRITE}"
    wanted = {change} if changing and change in SCOPES else {f"{area}:{READ}", change}
    return not wanted.isdisjoint(scopes)
