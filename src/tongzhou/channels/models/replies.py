"""What came into the mailbox, and what became of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.org.models import Person


class MailReply(models.Model):
    """One mail, by the hash of its id; `verdict` is what the mail server thinks of its sender."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("became a comment")
        UNKNOWN = "unknown", _("answers no mail of ours")
        STRANGER = "stranger", _("came from another address")
        AUTOMATIC = "automatic", _("was sent by a machine")
        EMPTY = "empty", _("says nothing")
        REFUSED = "refused", _("could not be added")

    id = models.CharField(max_length=64, primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    verdict = models.CharField(max_length=4, default="none")

    class Meta:
        ordering: ClassVar = ["-at", "id"]
        indexes: ClassVar = [models.Index(fields=["-at"], name="mail_reply_by_time")]

    def __str__(self) -> str:
        return self.id
