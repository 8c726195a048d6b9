"""What a change request wants is sent off as it was read: wishes that came later are read first."""

from tongzhou.agreements.models import ChangeRequest
from tongzhou.core.verdicts import Stale
from tongzhou.ui import seen as marks


def mark_of(change: ChangeRequest) -> str:
    """Of all it wants, whatever the order."""
    lines = change.lines.order_by().values_list("task", "ask", "field", "new")
    return marks.mark_of({f"{task} {ask} {field}": repr(new) for task, ask, field, new in lines})


def require_seen(change: ChangeRequest, seen: str) -> None:
    """The request is held. Nothing is compared for whoever says nothing (docs/api.md)."""
    if seen and seen != mark_of(change):
        raise Stale()
