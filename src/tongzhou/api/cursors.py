"""A place in a list that others add to meanwhile: nothing is shown twice, nothing is left out.

The cursor says which line was last: when it changed, and its id. It is no secret and no right.
"""

import base64
import binascii
from datetime import datetime
from uuid import UUID

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
        at, key = base64.urlsafe_b64decode(cursor.encode()).decode().split(" ")
        place = datetime.fromisoformat(at), UUID(key)
    except (ValueError, binascii.Error):
        place = None
    if place is None or place[0].tzinfo is None:
        sentence = _("This place in the list is damaged. Begin again without it.")
        raise Invalid(sentence, errors={"cursor": sentence})
    return place
