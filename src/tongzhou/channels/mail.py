"""Mail through the organisation's SMTP server: one mail for all that is new for a person."""

from itertools import groupby
from smtplib import SMTPDataError, SMTPRecipientsRefused
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from tongzhou.channels import calendars
from tongzhou.channels.inbound import mailbox, threads
from tongzhou.channels.inbound.reading import MARK
from tongzhou.channels.offers import doors
from tongzhou.collaborations.queries import as_text, brief_of
from tongzhou.core import clock
from tongzhou.core.addresses import addressed
from tongzhou.notices import queries
from tongzhou.notices.actions import mails
from tongzhou.notices.models import Notice
from tongzhou.notices.timing import next_digest
from tongzhou.notices.topics import URGENT
from tongzhou.notices.unsubscribing import address_for
from tongzhou.org.models import Person
from tongzhou.progress.queries import summaries, weeks

BATCH = 50
LONGEST_SUBJECT = 120
MOST_A_DAY = 20
FOR_GOOD = 500
"""Answers of a mail server from here on are meant to last; those below ask to come again."""


def is_configured() -> bool:
    return bool(settings.EMAIL_HOST)


def send_pending() -> int:
    """Send what waits, merged by person; how many mails left.

    A server that does not answer ends the turn and costs no mail an attempt; an address that the
    server refuses costs only its own.
    """
    leased = mails.lease(BATCH) if is_configured() else []
    if not leased:
        return 0
    try:
        with get_connection() as server:
            return sum(_send(server, person, rows) for person, rows in _by_person(leased))
    except OSError as error:
        mails.give_back(leased, _reason(error))
        raise


def _by_person(leased: list[UUID]) -> list[tuple[Person, list[Notice]]]:
    rows = Notice.objects.filter(pk__in=leased).select_related(
        "person", "entry", "collaboration__department", "collaboration__person_in_charge"
    )
    groups = groupby(rows.order_by("person", "entry"), key=lambda row: row.person)
    return [(person, part) for person, group in groups for part in _parted(list(group))]


def _parted(rows: list[Notice]) -> list[list[Notice]]:
    """One mail for all that is new; an invitation travels alone, so that calendars find it."""
    alone = [[row] for row in rows if calendars.is_invitation(row)]
    others = [row for row in rows if not calendars.is_invitation(row)]
    return [*alone, others] if others else alone


def _send(server: BaseEmailBackend, person: Person, rows: list[Notice]) -> int:
    """Only what the person may still see and has not read on a page meanwhile."""
    wanted = _still_wanted(person, rows)
    for row in rows:
        if row not in wanted:
            mails.drop(row.pk)
    wanted = _within_the_day(person, wanted)
    if not wanted:
        return 0
    try:
        server.send_messages([compose(person, wanted)])
    except (SMTPRecipientsRefused, SMTPDataError) as refusal:
        for row in wanted:
            mails.note_failure(row.pk, _reason(refusal), refused=_refused(person, refusal))
        return 0
    mails.note_sent([row.pk for row in wanted])
    return 1


def _within_the_day(person: Person, rows: list[Notice]) -> list[Notice]:
    """After so many mails on one day what is not urgent waits for the digest."""
    if queries.mails_today(person) < MOST_A_DAY:
        return rows
    later = [row for row in rows if row.kind not in URGENT]
    wishes = queries.wishes_of([person.pk])[person.pk]
    mails.put_off([row.pk for row in later], next_digest(wishes, clock.now()))
    return [row for row in rows if row.kind in URGENT]


def _still_wanted(person: Person, rows: list[Notice]) -> list[Notice]:
    if not person.is_active or not person.mail:
        return []
    own = Notice.objects.visible_to(person).unread().filter(pk__in=[row.pk for row in rows])
    kept = set(own.values_list("pk", flat=True))
    return [row for row in rows if row.pk in kept]


def compose(person: Person, rows: list[Notice]) -> EmailMultiAlternatives:
    """In the recipient's language; its id is that of the first notice, so a repetition is known."""
    with translation.override(person.language):
        told, can_answer = queries.told_of(rows), _is_about_one_matter(rows)
        context = {
            "person": person,
            "mark": MARK if can_answer else "",
            "told": told,
            "briefs": {row.pk: enclosed(row) for row in rows},
            "doors": doors(person, rows),
            "base": settings.BASE_URL,
            "inbox": settings.BASE_URL + reverse("notices"),
            "preferences": settings.BASE_URL + reverse("notice-preferences"),
        }
        message = EmailMultiAlternatives(
            subject=_one_line(_subject(told)),
            body=render_to_string("channels/mail.txt", context),
            to=[addressed(person.name, person.mail)],
            headers=_headers(person, rows[0]),
            reply_to=[settings.REPLY_TO] if can_answer else None,
        )
        message.attach_alternative(render_to_string("channels/mail.html", context), "text/html")
        if invited := calendars.invitation_of(rows[0]):
            message.attach_alternative(invited.text, invited.mime)
            message.attach("invite.ics", invited.text, "application/ics")
    return message


def _is_about_one_matter(rows: list[Notice]) -> bool:
    """Then an answer by mail has its place."""
    return mailbox.is_configured() and len({row.entry.subject for row in rows}) == 1


def enclosed(row: Notice) -> str:
    """What is read in the mail itself, as it stands when the mail leaves: a brief, the week."""
    case = row.collaboration
    if case and row.kind == "brief.forwarded":
        return as_text(brief_of(case))
    if case and row.kind == "round.closed":
        weekly = weeks.current_round(case)
        rows = weeks.weekly(case, row.person)
        return summaries.summary_text(case, rows, weekly.due_at if weekly else None)
    return ""


def _headers(person: Person, first: Notice) -> dict[str, str]:
    return {
        "Message-ID": threads.message_id(first.pk),
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{address_for(person)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _subject(told: list[queries.Told]) -> str:
    if len(told) == 1:
        return told[0].sentence
    return ngettext("%(count)s new notice", "%(count)s new notices", len(told)) % {
        "count": len(told)
    }


def _one_line(text: str) -> str:
    """Nothing that could begin another header."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line[:LONGEST_SUBJECT]


def _refused(person: Person, refusal: OSError) -> str:
    """The address, when it is refused for good: what is said of one mail says nothing of it."""
    answers = refusal.recipients.values() if isinstance(refusal, SMTPRecipientsRefused) else ()
    return person.mail if any(code >= FOR_GOOD for code, _said in answers) else ""


def _reason(error: OSError) -> str:
    return f"{type(error).__name__}: {error}"
