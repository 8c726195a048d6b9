"""Who hears of a comment: whoever is named, whoever spoke before, whoever moves next."""

from collections.abc import Iterator
from uuid import UUID

from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.discussions.models import Comment
from tongzhou.discussions.subjects import SUBJECTS
from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry
from tongzhou.org.models import Department, Liaison


@heard_by("comment.mentioned")
def the_named(entry: Entry) -> Iterator[UUID]:
    """People themselves; of a department its head and its liaisons."""
    named = [UUID(one) for one in entry.payload["named"]]
    departments = Department.objects.filter(pk__in=named)
    yield from (one for one in named)
    yield from departments.filter(head__isnull=False).values_list("head", flat=True)
    yield from Liaison.objects.filter(department__in=departments).values_list("person", flat=True)


@heard_by("comment.written", "comment.mentioned")
def the_thread(entry: Entry) -> Iterator[UUID]:
    comment = Comment.objects.filter(pk=entry.subject, removed_at=None).first()
    if comment is None:
        return
    said = Comment.objects.filter(subject=comment.subject, removed_at=None).order_by()
    yield from said.values_list("by", flat=True).distinct()
    balls = Ball.objects.filter(matter=comment.subject, person__isnull=False)
    yield from balls.values_list("person", flat=True)
    yield from SUBJECTS[comment.kind].concerned(comment.subject)
    cases = Collaboration.objects.filter(pk=comment.collaboration_id)
    yield from cases.values_list("person_in_charge", flat=True)
