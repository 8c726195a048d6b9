"""Somebody says something, changes it, takes it away, puts it back."""

from collections.abc import Iterable, Sequence
from typing import TypedDict
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, Sentence, Stale
from tongzhou.discussions import pace, policy
from tongzhou.discussions.actions.attachments import attach_to
from tongzhou.discussions.events import (
    CommentEdited,
    CommentMentioned,
    CommentRemoved,
    CommentRestored,
    CommentWritten,
)
from tongzhou.discussions.everybody import called_in
from tongzhou.discussions.models import Comment, Mention, Wording
from tongzhou.discussions.naming import Named, named_in
from tongzhou.discussions.rendering import rendered
from tongzhou.discussions.subjects import SUBJECTS, Matter
from tongzhou.files import actions as files
from tongzhou.files.uploads import Upload
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org.models import Person

LONGEST = 10_000


def write(
    matter: Matter,
    text: str,
    *,
    by: Person,
    uploads: Sequence[Upload] = (),
    answers: UUID | None = None,
    chosen: Iterable[UUID] = (),
) -> Comment:
    """`chosen` are people and departments picked from the list behind an @."""
    text = _checked(text, needed=not uploads)
    with transaction.atomic():
        policy.require_going_on(matter)
        case = _open_case(matter.collaboration)
        policy.may_comment(by).require()
        pace.require_pace(by)
        named = _all_named(text, case, by=by, chosen=chosen)
        comment = Comment.objects.create(
            collaboration=case,
            kind=matter.kind,
            subject=matter.id,
            about=matter.title,
            answers=_answered(answers, matter),
            text=text,
            html=_html(text, named),
            by=by,
            at=clock.now(),
        )
        _mention(comment, named)
        attach_to(matter, uploads, by=by, comment=comment)
        _tell(comment, named, by=by)
        return comment


def edit(
    comment: Comment, text: str, *, by: Person, seen: int | None = None, chosen: Iterable[UUID] = ()
) -> Comment:
    """Within a day, by the author; those named only now are told now."""
    with transaction.atomic():
        comment = _locked(comment)
        policy.may_change(by, comment).require()
        policy.require_editable(comment)
        _require_standing(comment, text, seen)
        text = _checked(text, needed=not comment.attachments.exists())
        if text == comment.text:
            return comment
        named = _all_named(text, comment.collaboration, by=by, chosen=chosen)
        former = Wording.objects.create(
            comment=comment,
            version=comment.version,
            text=comment.text,
            at=comment.edited_at or comment.at,
        )
        comment.text, comment.html = text, _html(text, named)
        comment.edited_at, comment.version = clock.now(), comment.version + 1
        comment.save(update_fields=["text", "html", "edited_at", "version"])
        fresh = _mention(comment, named)
        record(CommentEdited(**_facts(comment), about=comment.about), by=by, keeps=[former])
        if fresh:
            _tell(comment, fresh, by=by)
        return comment


def remove(comment: Comment, *, by: Person) -> Comment:
    """Its files go with it."""
    with transaction.atomic():
        comment = _locked(comment)
        policy.may_change(by, comment).require()
        if comment.removed_at is None:
            comment.removed_at = clock.now()
            comment.save(update_fields=["removed_at"])
            for attached in comment.attachments.select_related("file"):
                files.withdraw(attached.file, by=by)
            record(CommentRemoved(**_facts(comment), about=comment.about), by=by)
        return comment


def restore(comment: Comment, *, by: Person) -> Comment:
    """Undoes `remove`."""
    with transaction.atomic():
        comment = _locked(comment)
        policy.may_change(by, comment).require()
        if comment.removed_at is not None:
            comment.removed_at = None
            comment.save(update_fields=["removed_at"])
            for attached in comment.attachments.select_related("file"):
                files.restore(attached.file, by=by)
            record(CommentRestored(**_facts(comment), about=comment.about), by=by)
        return comment


def _open_case(pk: UUID | None) -> Collaboration | None:
    """A place has none."""
    if pk is None:
        return None
    case: Collaboration = Collaboration.objects.select_for_update(of=("self",)).get(pk=pk)
    policy.require_open(case)
    return case


def _locked(comment: Comment) -> Comment:
    case = _open_case(comment.collaboration_id)
    rows = Comment.objects.select_for_update(of=("self",)).select_related("by")
    fresh: Comment = rows.get(pk=comment.pk)
    fresh.collaboration = case
    return fresh


def _checked(text: str, *, needed: bool) -> str:
    text = text.replace("\r\n", "\n").replace("\0", "").strip()
    if needed and not text:
        raise _wrong(_("Please write something, or add a file."))
    if len(text) > LONGEST:
        raise _wrong(_("At most %(most)s characters, please.") % {"most": LONGEST})
    return text


def _answered(pk: UUID | None, matter: Matter) -> Comment | None:
    return Comment.objects.filter(pk=pk, subject=matter.id).first() if pk else None


def _wrong(sentence: Sentence) -> Invalid:
    return Invalid(sentence, errors={"text": sentence})


def _require_standing(comment: Comment, text: str, seen: int | None) -> None:
    if seen is not None and seen != comment.version:
        label = str(_("Comment"))
        raise Stale(mine={label: text}, theirs={label: comment.text})


def _html(text: str, named: Iterable[Named]) -> str:
    return rendered(text, {one.name: (one.label, one.url) for one in named})


def _all_named(
    text: str, case: Collaboration | None, *, by: Person, chosen: Iterable[UUID]
) -> list[Named]:
    found = {one.key: one for one in called_in(text, case, by=by)}
    return list((found | {one.key: one for one in named_in(text, chosen=chosen)}).values())


def _mention(comment: Comment, named: Iterable[Named]) -> list[Named]:
    """Those named for the first time; whoever does not see the matter is not told."""
    known = set(comment.mentions.values_list("person", "department"))
    fresh = [one for one in named if (one.person_id, one.department_id) not in known]
    Mention.objects.bulk_create(
        Mention(
            comment=comment,
            person=one.person,
            department=one.department,
            told=_sees(one, comment),
        )
        for one in fresh
    )
    return fresh


def _sees(named: Named, comment: Comment) -> bool:
    """A department is told through its head and liaisons: one of them sees it."""
    if named.person:
        people = [named.person]
    else:
        assert named.department
        liaisons = named.department.liaisons.select_related("person")
        people = [row.person for row in liaisons]
        people += [named.department.head] if named.department.head else []
    seen = SUBJECTS[comment.kind].seen_by
    return any(seen(one).filter(pk=comment.subject).exists() for one in people)


def _tell(comment: Comment, named: Iterable[Named], *, by: Person) -> None:
    facts, kind, about = _facts(comment), comment.kind, comment.about
    ids = tuple(PersonId(one.key) for one in named)
    if ids:
        record(CommentMentioned(**facts, matter=kind, about=about, named=ids), by=by)
    else:
        record(CommentWritten(**facts, matter=kind, about=about), by=by)


class Facts(TypedDict):
    subject: UUID
    collaboration: UUID | None


def _facts(comment: Comment) -> Facts:
    return {"subject": comment.pk, "collaboration": comment.collaboration_id}
