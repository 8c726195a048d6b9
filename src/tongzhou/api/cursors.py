"""A place in a list that others add to meanwhile: nothing is shown twice, nothing is left out.

The cursor says which line was last: when it changed, and its id. It is no secret and no right.
"""

import base64
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid

Place = tuple[datetime, UUID]


def written(place: Place) -> str:
    at, key = place
    return base64.urlsafe_b64encode(f"{at.isoformat()} {key}".encode()).decode()


def read(cursor: str) -> Place | None:
    """None for the beginning. Raises `Invalid`."""
    if not cursor:
        return None
    try:
        at, key = _plain(cursor).split(" ")
        place = datetime.fromisoformat(at), UUID(key)
    except ValueError:
        raise _damaged() from None
    if place[0].tzinfo is None:
        raise _damaged()
    return place


def written_key(key: object) -> str:
    """Of a list in the order of its keys."""
    return base64.urlsafe_b64encode(f"{key}".encode()).decode()


def read_key(cursor: str, field: "Field[Any, Any]") -> Any:
    """A value of `field`, None for the beginning. Raises `Invalid`."""
    if not cursor:
        return None
    try:
        return field.to_python(_plain(cursor))
    except (ValueError, ValidationError):
        raise _damaged() from None


def _plain(cursor: str) -> str:
    """Raises `ValueError`."""
    return base64.urlsafe_b64decode(cursor.encode()).decode()


def _damaged() -> Invalid:
    sentence = _("This place in the list is damaged. Begin again without it.")
    return Invalid(sentence, errors={"cursor": sentence})
