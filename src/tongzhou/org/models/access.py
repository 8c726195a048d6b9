"""What opens the door, and who tried in vain."""

from typing import ClassVar, Self

from django.db import models

from tongzhou.core.ids import new_id
from tongzhou.org.models.people import Person


class SignInFailure(models.Model):
    """Counted to slow down guessing; swept after a day."""

    login = models.CharField(max_length=60)
    address = models.CharField(max_length=45)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["address", "at"], name="failures_by_address")]


class TokenSet(models.QuerySet["Token"]):
    def visible_to(self, person: "Person") -> Self:
        """One's own; to an administrator every one, by its name only."""
        return self if person.is_administrator else self.filter(person=person)


class Token(models.Model):
    """An API token; only its SHA-256 is kept.

    `window` and `taken` count the calls of one minute, in lots, for all processes together.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    window = models.DateTimeField(null=True)
    taken = models.PositiveIntegerField(default=0)

    objects = TokenSet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at"]
