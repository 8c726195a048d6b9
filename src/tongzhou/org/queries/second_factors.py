"""Who has a second step of signing in."""

from datetime import datetime
from uuid import UUID

from tongzhou.org.models.second_factors import RecoveryCode, SecondFactor


def has_second_factor(person: UUID) -> bool:
    return second_factor_since(person) is not None


def second_factor_since(person: UUID) -> datetime | None:
    """Since when one-time codes are asked for."""
    found = SecondFactor.objects.filter(person=person, confirmed_at__isnull=False)
    return found.values_list("confirmed_at", flat=True).first()


def codes_left(person: UUID) -> int:
    """Recovery codes that still open the door."""
    return RecoveryCode.objects.filter(person=person, used_at=None).count()
