"""Keys: time-ordered and unguessable, so that a wrong table or a neighbour never matches."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    return UUID(int=uuid7().int)
