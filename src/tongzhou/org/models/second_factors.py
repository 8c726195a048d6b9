"""What a person has beside the password: an app with one-time codes, and codes on paper."""

from typing import ClassVar

from django.db import models

from tongzhou.core.ids import new_id
from tongzhou.org.models.people import Person


class SecondFactor(models.Model):
    """Asked for from `confirmed_at` on; `used_step` is the last code's, which never works again."""

    person = models.OneToOneField(
        Person, models.CASCADE, primary_key=True, related_name="second_factor"
    )
    secret = models.CharField(max_length=32)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    used_step = models.BigIntegerField(default=0)


class RecoveryCode(models.Model):
    """For when the phone is lost: each works once; only its SHA-256 is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="recovery_codes")
    hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "hash"], name="recovery_code_once")
        ]
