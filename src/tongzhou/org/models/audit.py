"""Who was refused, and who took what out of the house: kept beside the journal, which tells changes."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.core.ids import new_id
from tongzhou.org.models.people import Person


class AccessSet(models.QuerySet["Access"]):
    def visible_to(self, person: Person) -> Self:
        """Administrators and auditors see all of it, everybody else the own."""
        if person.is_administrator or person.is_auditor:
            return self
        return self.filter(person=person)


class Access(models.Model):
    """`page` is the address without its query; what was read stands nowhere."""

    class Kind(models.TextChoices):
        REFUSED = "refused", _("Refused")
        EXPORTED = "exported", _("Taken out")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    person = models.ForeignKey(Person, models.CASCADE, related_name="accesses")
    method = models.CharField(max_length=8)
    page = models.CharField(max_length=300)
    status = models.PositiveSmallIntegerField()
    address = models.CharField(max_length=45, blank=True)
    by_token = models.BooleanField(default=False)

    objects = AccessSet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]
