"""What the organisation decided itself where the server's settings are only the default."""

from typing import ClassVar

from django.db import models


class Rule(models.Model):
    """`name` is a field of `org.rules.Rules`, or `rail`; who chose the value and when is an entry."""

    name = models.CharField(primary_key=True, max_length=20)
    value = models.JSONField()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"
