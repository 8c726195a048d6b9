"""What an identity provider that keeps the house in step calls its departments."""

from typing import ClassVar

from django.db import models

from tongzhou.core.ids import new_id
from tongzhou.org.models.departments import Department

PROVISIONED = "scim"
"""The `issuer` of what a provider keeps in step; the only one at a time."""


class DepartmentIdentity(models.Model):
    """`subject` is what the other system calls the department for good; its name may change."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    department = models.ForeignKey(Department, models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["linked_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["issuer", "subject"], name="identity_of_one_department"
            ),
            models.UniqueConstraint(
                fields=["department", "issuer"], name="one_department_identity_an_issuer"
            ),
        ]
