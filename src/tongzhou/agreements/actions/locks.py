"""Locks in one order everywhere: the collaboration, then its version."""

from tongzhou.agreements.models import ChangeRequest, Version
from tongzhou.collaborations.actions import moves


def locked_version(version: Version) -> Version:
    """As it stands now, kept from others together with its collaboration."""
    case = moves.locked(version.collaboration)
    now = Version.objects.select_for_update(of=("self",)).select_related("change__by")
    fresh: Version = now.get(pk=version.pk)
    fresh.collaboration = case
    if fresh.change:
        fresh.change.collaboration = case
    return fresh


def locked_change(change: ChangeRequest) -> ChangeRequest:
    case = moves.locked(change.collaboration)
    now = ChangeRequest.objects.select_for_update(of=("self",))
    rows = now.select_related("base", "by", "on_behalf_of", "department__head")
    fresh: ChangeRequest = rows.get(pk=change.pk)
    fresh.collaboration = case
    return fresh
