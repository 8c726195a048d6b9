"""Finds the signed-in person together with the department that every page shows."""

from uuid import UUID

from django.contrib.auth.backends import ModelBackend

from tongzhou.org.models import Person


class PersonBackend(ModelBackend):
    def get_user(self, user_id: UUID) -> Person | None:
        """None once the account is closed: its sessions end with their next request."""
        rows = Person.objects.active().filter(pk=user_id).select_related("department")
        person: Person | None = rows.first()
        return person
