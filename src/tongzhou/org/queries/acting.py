"""Whether somebody only acted as head at the moment something was done in the department's name."""

from django.db.models import Exists, OuterRef, Q

from tongzhou.org.models import ActingHead


def acted(*, department: str, person: str, at: str) -> Exists:
    """For `annotate`; the arguments name the columns of the row that is asked about."""
    then = ActingHead.objects.filter(
        department=OuterRef(department), person=OuterRef(person), started_at__lte=OuterRef(at)
    )
    return Exists(then.filter(Q(ended_at=None) | Q(ended_at__gt=OuterRef(at))))
