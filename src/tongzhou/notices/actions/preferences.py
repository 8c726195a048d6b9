"""A person decides how to be told; by a link in a mail also without signing in."""

from collections.abc import Mapping

from django.db import transaction

from tongzhou.notices.models import AppChoice, MailChoice, Preference
from tongzhou.notices.topics import TOPICS
from tongzhou.org.models import Person


@transaction.atomic
def prefer(
    *, by: Person, quiet_from: int, quiet_until: int, quiet_days_off: bool, digest_hour: int,
    ways: Mapping[str, str], cards: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """`cards` is how the messenger tells, for whoever it reaches."""
    hours = {
        "quiet_from": quiet_from, "quiet_until": quiet_until, "digest_hour": digest_hour,
        "quiet_days_off": quiet_days_off,
    }  # fmt: skip
    Preference.objects.update_or_create(person=by, defaults=hours)
    _choose(by, ways)
    for topic, way in (cards or {}).items():
        AppChoice.objects.update_or_create(person=by, topic=topic, defaults={"way": way})


@transaction.atomic
def stop_mails(person: Person) -> None:
    """No mail of any topic any more; reminders of what waits and of the account still come."""
    _choose(person, {topic.key: MailChoice.Way.NEVER for topic in TOPICS})


def _choose(person: Person, ways: Mapping[str, str]) -> None:
    for topic, way in ways.items():
        MailChoice.objects.update_or_create(person=person, topic=topic, defaults={"way": way})
