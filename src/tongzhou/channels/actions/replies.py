"""A mail that came in becomes a comment, once; it can do nothing else."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tongzhou.channels.events import ReplyNotTaken
from tongzhou.channels.inbound.reading import Letter
from tongzhou.channels.models import MailReply
from tongzhou.core import clock
from tongzhou.core.verdicts import WithoutEffect
from tongzhou.discussions.actions import comments
from tongzhou.discussions.models import Comment
from tongzhou.discussions.subjects import SUBJECTS, Matter, find
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.journal.models import Entry
from tongzhou.notices.models import Notice
from tongzhou.org.models import Person

Outcome = MailReply.Outcome
KEPT = timedelta(days=90)
GOOD_FOR = timedelta(days=60)
"""So long after it was sent a mail of ours can be answered."""


def take(letter: Letter) -> str:
    """What became of it, an `Outcome`; a mail that was taken before changes nothing."""
    with transaction.atomic():
        row, is_new = MailReply.objects.get_or_create(
            id=letter.id,
            defaults={"at": clock.now(), "outcome": Outcome.UNKNOWN, "verdict": letter.verdict},
        )
        if is_new:
            row.outcome, row.person = _judged(letter)
            row.save(update_fields=["outcome", "person"])
    return row.outcome


def _judged(letter: Letter) -> tuple[str, Person | None]:
    if letter.is_automatic:
        return Outcome.AUTOMATIC, None
    notice = _answered(letter)
    if notice is None:
        return Outcome.UNKNOWN, None
    if letter.verdict == "fail" or letter.sender != notice.person.mail.lower():
        return Outcome.STRANGER, notice.person
    if not letter.text and not letter.files:
        return Outcome.EMPTY, notice.person
    return _written(letter, notice), notice.person


def _answered(letter: Letter) -> Notice | None:
    if letter.notice is None:
        return None
    rows = Notice.objects.select_related("person", "entry")
    since = clock.now() - GOOD_FOR
    return rows.filter(pk=letter.notice, person__is_active=True, entry__at__gte=since).first()


def _written(letter: Letter, notice: Notice) -> str:
    matter = matter_of(notice.entry, notice.person)
    if matter is None:
        return Outcome.REFUSED
    uploads = [SimpleUploadedFile(name, content) for name, content in letter.files]
    try:
        with transaction.atomic():
            comments.write(matter, letter.text, by=notice.person, uploads=uploads)
    except WithoutEffect as refusal:
        told = ReplyNotTaken(
            subject=matter.id, collaboration=matter.collaboration, title=matter.title,
            person=PersonId(notice.person.pk), reason=str(refusal.sentence),
        )  # fmt: skip
        record(told, by=None)
        return Outcome.REFUSED
    return Outcome.TAKEN


def matter_of(entry: Entry, person: Person) -> Matter | None:
    """What the entry is about, if it can be talked about; otherwise its collaboration."""
    noun, pk = entry.kind.partition(".")[0], entry.subject
    if noun == "comment":
        noun, pk = Comment.objects.values_list("kind", "subject").get(pk=entry.subject)
    if noun in SUBJECTS and (found := find(noun, pk, by=person)):
        return found
    if entry.collaboration:
        return find("collaboration", entry.collaboration, by=person)
    return None


def sweep() -> None:
    MailReply.objects.filter(at__lt=clock.now() - KEPT).delete()
