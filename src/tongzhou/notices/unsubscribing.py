"""The one-click way out of mails (RFC 8058): signed for one person, good for nothing else."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from tongzhou.org.models import Person

SALT = "tongzhou.unsubscribe"


def address_for(person: Person) -> str:
    token = signing.dumps(str(person.pk), salt=SALT)
    return settings.BASE_URL + reverse("unsubscribe", args=[token])


def person_of(token: str) -> Person | None:
    try:
        pk = UUID(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError):
        return None
    return Person.objects.active().filter(pk=pk).first()
