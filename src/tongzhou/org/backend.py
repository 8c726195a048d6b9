"""Finds the signed-in person together with the department that every page shows."""

from uuid import UUID

from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet

from tongzhou.core.prepared import Prepared
from tongzhou.org.models import Person


class PersonBackend(ModelBackend):
    def get_user(self, user_id: UUID) -> Person | None:
        """None once the account is closed: its sessions end with their next request."""
        return next(iter(_signed_in(user_id)), None)


@Prepared
def _signed_in(pk: UUID) -> QuerySet[Person]:
    return Person.objects.active().filter(pk=pk).select_related("department")
