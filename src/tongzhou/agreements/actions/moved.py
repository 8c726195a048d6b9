"""What an entry about a change request vouches for, because it may have moved with it."""

from django.db.models import Model

from tongzhou.agreements.models import ChangeRequest


def moved_by(change: ChangeRequest) -> list[Model]:
    """The request with its lines, the version it changes, and those made for it."""
    return [change, change.base, *change.versions.all()]
