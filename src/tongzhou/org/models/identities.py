"""Who a person is to another system that signs people in or keeps them in step, and open browsers."""

from typing import ClassVar, Self

from django.db import models

from tongzhou.core.ids import new_id
from tongzhou.org.models.people import Person


class Identity(models.Model):
    """`subject` is what the other system calls the person for good; a mail address may change hands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["linked_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_of_one_person"),
            models.UniqueConstraint(fields=["person", "issuer"], name="one_identity_an_issuer"),
        ]


class BrowserSet(models.QuerySet["Browser"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(person=person)


class Browser(models.Model):
    """A browser somebody is signed in with; over when its session is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="browsers")
    session = models.CharField(max_length=64, unique=True)
    agent = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=45, blank=True)
    at = models.DateTimeField()

    objects = BrowserSet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
