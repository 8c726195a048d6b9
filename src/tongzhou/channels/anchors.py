"""Brings the head of the journal out of the house once a day: into a second place, to auditors.

Whoever may write the whole database can write a whole history; not what lies in these places.
"""

from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import translation
from django.utils.translation import gettext as _

from tongzhou.channels.mail import is_configured
from tongzhou.journal.actions import anchors
from tongzhou.journal.models import Anchor
from tongzhou.org.models import Person


def bring_out() -> None:
    """What failed is tried again at the next turn; a line written twice does no harm."""
    anchors.take()
    if settings.ANCHOR:
        for anchor in Anchor.objects.filter(filed_at=None).order_by("day"):
            _file(anchor, Path(settings.ANCHOR))
    if is_configured() and (to := auditors()):
        for anchor in Anchor.objects.filter(mailed_at=None).order_by("day"):
            _mail(anchor, to)


def auditors() -> list[Person]:
    return list(Person.objects.active().filter(is_auditor=True).exclude(mail="").order_by("login"))


def _file(anchor: Anchor, place: Path) -> None:
    with place.open("a", encoding="ascii") as file:
        file.write(f"{anchor.line}\n")
        file.flush()
    anchors.note_filed(anchor)


def _mail(anchor: Anchor, to: list[Person]) -> None:
    with get_connection() as server:
        server.send_messages([_message(anchor, person) for person in to])
    anchors.note_mailed(anchor, to=len(to))


def _message(anchor: Anchor, person: Person) -> EmailMessage:
    with translation.override(person.language):
        body = [
            _("Please keep this mail. It proves later how the journal ended on this day."),
            anchor.line,
            _("To check: put the line into a file and run tongzhou verify --anchor FILE."),
            settings.BASE_URL,
        ]
        subject = _("Journal anchor of %(day)s: entry %(seq)s") % {
            "day": anchor.day.isoformat(),
            "seq": anchor.seq,
        }
        return EmailMessage(subject=subject, body="\n\n".join(map(str, body)), to=[person.mail],
                            headers={"Auto-Submitted": "auto-generated"})  # fmt: skip
