"""The state of the mails that carry notices; sending them is for `channels`."""

import random
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from tongzhou.core import clock
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.journal.models import Entry
from tongzhou.notices.events import MailGivenUp, MailTriedAgain
from tongzhou.notices.models import Notice
from tongzhou.org import policy
from tongzhou.org.models import Person

ATTEMPTS = 8
"""After so many failures a mail is given up and shown to the operator."""
LEASE = timedelta(minutes=5)
"""How long a worker may take; a mail it did not finish is then free again."""
FIRST_PAUSE = timedelta(minutes=1)
ONE_DAY = timedelta(days=1)
"""So long an address rests once a mail to it was given up, unless somebody sends once more."""
MOST = 5_000
"""Notices taken at a time, however many wait."""


def lease(limit: int) -> list[UUID]:
    """Take the oldest for this worker alone, each with everything else that waits for the person.

    After an outage everybody gets one summary.
    """
    now = clock.now()
    resting = Notice.objects.filter(
        mail_state=Notice.Mail.DEAD, next_at__gt=now, refused=F("person__mail")
    ).exclude(refused="")
    pending = Notice.objects.filter(mail_state=Notice.Mail.PENDING, next_at__lte=now).exclude(
        person__in=resting.order_by().values("person")
    )
    if not pending.exists():
        return []
    with transaction.atomic():
        due = pending.select_for_update(skip_locked=True).order_by("next_at", "pk")
        people = set(due.values_list("person", flat=True)[:limit])
        taken = list(due.filter(person__in=people).values_list("pk", flat=True)[:MOST])
        Notice.objects.filter(pk__in=taken).update(next_at=now + LEASE)
    return taken


def note_sent(notices: list[UUID]) -> None:
    """They left in one mail."""
    Notice.objects.filter(pk__in=notices).update(
        mail_state=Notice.Mail.SENT, next_at=None, mailed_at=clock.now()
    )


def put_off(notices: list[UUID], until: datetime) -> None:
    """Enough for today: they come with the digest."""
    Notice.objects.filter(pk__in=notices).update(next_at=until)


def drop(notice: UUID) -> None:
    """The person may no longer see the matter, or has no address any more."""
    Notice.objects.filter(pk=notice).update(mail_state=Notice.Mail.NONE, next_at=None)


def give_back(notices: list[UUID], error: str) -> None:
    """Those of the leased that were not sent because the server does not answer."""
    unsent = Notice.objects.filter(pk__in=notices, mail_state=Notice.Mail.PENDING)
    unsent.update(next_at=clock.now() + FIRST_PAUSE, last_error=error[:500])


def forget(person: UUID) -> None:
    """What mail servers answered names the address of whoever is forgotten."""
    Notice.objects.filter(person=person).exclude(last_error="").update(last_error="", refused="")


@transaction.atomic
def note_failure(notice: UUID, error: str, *, refused: str = "") -> None:
    """Wait twice as long after each failure, never in step with others; give up in the end.

    `refused` is the address when it was refused for good, not when the server dislikes one mail.
    """
    row = Notice.objects.select_for_update().get(pk=notice)
    row.attempts += 1
    row.last_error, row.refused = error[:500], refused
    if row.attempts >= ATTEMPTS:
        row.mail_state, row.next_at = Notice.Mail.DEAD, clock.now() + ONE_DAY
        _tell_administrators(row)
    else:
        pause = FIRST_PAUSE * 2 ** (row.attempts - 1)
        row.next_at = clock.now() + pause * random.uniform(1, 1.25)  # noqa: S311 — jitter
    row.save(update_fields=["attempts", "last_error", "mail_state", "next_at", "refused"])


def _tell_administrators(row: Notice) -> None:
    """Once a day: an address that is refused once is refused for everything."""
    since = clock.now() - ONE_DAY
    told = Entry.objects.filter(kind=MailGivenUp.kind, subject=row.person_id, at__gt=since)
    if not told.exists():
        person = PersonId(row.person_id)
        record(MailGivenUp(subject=person, person=person, reason=row.last_error[:200]), by=None)


@transaction.atomic
def send_again(person: Person, *, by: Person) -> int:
    """What was given up gets another chance, once the address is right; how many."""
    policy.may_manage_organisation(by).require()
    dead = Notice.objects.filter(person=person, mail_state=Notice.Mail.DEAD)
    count = dead.update(mail_state=Notice.Mail.PENDING, attempts=0, next_at=clock.now())
    if count:
        known = PersonId(person.pk)
        record(MailTriedAgain(subject=person.pk, person=known), by=by)
    return count
