"""Files beside a matter."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from tongzhou.collaborations.models import Collaboration
from tongzhou.discussions import policy
from tongzhou.discussions.models import Attachment, Comment
from tongzhou.discussions.subjects import Matter
from tongzhou.files import actions as files
from tongzhou.files.models import StoredFile
from tongzhou.files.uploads import Upload
from tongzhou.org.models import Person


def attach(matter: Matter, uploads: Sequence[Upload], *, by: Person) -> list[StoredFile]:
    """Files without a comment: evidence of a delivery, the case behind a fact."""
    with transaction.atomic():
        policy.require_going_on(matter)
        _require_open(matter.collaboration)
        policy.may_comment(by).require()
        return attach_to(matter, uploads, by=by)


def attach_to(
    matter: Matter, uploads: Sequence[Upload], *, by: Person, comment: Comment | None = None
) -> list[StoredFile]:
    """Within the transaction of the caller, who has asked whether it may be."""
    kept = [files.keep(one, by=by, collaboration=matter.collaboration) for one in uploads]
    Attachment.objects.bulk_create(
        Attachment(
            collaboration_id=matter.collaboration,
            kind=matter.kind,
            subject=matter.id,
            file=file,
            comment=comment,
        )
        for file in kept
    )
    return kept


def take_back(attachment: Attachment, *, by: Person) -> None:
    with transaction.atomic():
        _require_open(attachment.collaboration_id)
        files.withdraw(attachment.file, by=by)


def put_back(attachment: Attachment, *, by: Person) -> None:
    """Undoes `take_back`."""
    with transaction.atomic():
        _require_open(attachment.collaboration_id)
        files.restore(attachment.file, by=by)


def _require_open(case: UUID | None) -> None:
    if case:
        rows = Collaboration.objects.select_for_update(of=("self",))
        policy.require_open(rows.get(pk=case))
