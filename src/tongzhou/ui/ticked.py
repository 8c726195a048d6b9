"""What was ticked in a list."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid

MOST = 200


def chosen_in(typed: Sequence[str]) -> list[UUID]:
    """Raises `Invalid` when it is nothing, or no list of this house could offer it."""
    try:
        found = [UUID(one) for one in dict.fromkeys(typed)]
    except ValueError:
        found = []
    if not 0 < len(found) <= MOST:
        raise Invalid(_("Tick what it is about first, at most 200 at a time."))
    return found
