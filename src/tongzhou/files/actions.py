"""The only writers of stored files."""

import time
from collections.abc import Iterator
from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, allow_if
from tongzhou.files import kinds, store
from tongzhou.files.events import FileKept, FileRestored, FileWithdrawn
from tongzhou.files.models import StoredFile
from tongzhou.files.room import require_room
from tongzhou.files.uploads import Upload
from tongzhou.journal.actions import record
from tongzhou.org.models import Person

MB = 1024 * 1024
ORPHANED_AFTER = 24 * 3600


def require_acceptable(upload: Upload) -> None:
    """Raise `Invalid` for what is never taken: nothing in it, too large, a program."""
    name = kinds.safe_name(upload.name or "")
    if not upload.size:
        raise Invalid(_("“%(name)s” is empty.") % {"name": name})
    if upload.size > settings.FILE_LIMIT:
        most = settings.FILE_LIMIT // MB
        raise Invalid(
            _("“%(name)s” is larger than %(most)s MB. Please send a link instead.")
            % {"name": name, "most": most}
        )
    kinds.require_no_program(_head(upload), name)


def keep(upload: Upload, *, by: Person, collaboration: UUID | None = None) -> StoredFile:
    """Write the bytes, then the row. Given a collaboration, its readers may open the file."""
    require_acceptable(upload)
    require_room(upload.size or 0, by=by)
    name = kinds.safe_name(upload.name or "")
    head = _head(upload)
    written = bring_to_store(upload)
    with transaction.atomic():
        file = StoredFile.objects.create(
            name=name,
            sha256=written.sha256,
            size=written.size,
            media_type=kinds.detect(head, name)[:120],
            collaboration=collaboration,
            uploaded_by=by,
            at=clock.now(),
        )
        record(
            FileKept(
                subject=file.pk, collaboration=collaboration, name=name, sha256=written.sha256
            ),
            by=by,
        )
        return file


def lay_in(file: StoredFile, collaboration: UUID, *, by: Person) -> StoredFile:
    """A file kept before its collaboration was known is from now on seen by its readers."""
    with transaction.atomic():
        file = StoredFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
        _own(file, by)
        if file.collaboration not in (None, collaboration):
            raise NotPossibleNow(_("This file already lies in another collaboration."))
        file.collaboration = collaboration
        file.save(update_fields=["collaboration"])
        return file


def withdraw(file: StoredFile, *, by: Person) -> None:
    """Nobody can open it any more; that it was there stays in the journal."""
    with transaction.atomic():
        file = StoredFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
        _own(file, by)
        if file.withdrawn_at:
            return
        file.withdrawn_at, file.withdrawn_by = clock.now(), by
        file.save(update_fields=["withdrawn_at", "withdrawn_by"])
        record(
            FileWithdrawn(subject=file.pk, collaboration=file.collaboration, name=file.name), by=by
        )


def restore(file: StoredFile, *, by: Person) -> None:
    """Undoes `withdraw`, where there still is room for it."""
    with transaction.atomic():
        file = StoredFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
        _own(file, by)
        if not file.withdrawn_at:
            return
        require_room(file.size, by=by)
        file.withdrawn_at = file.withdrawn_by = None
        file.save(update_fields=["withdrawn_at", "withdrawn_by"])
        record(
            FileRestored(subject=file.pk, collaboration=file.collaboration, name=file.name), by=by
        )


def erase(file: StoredFile, *, by: Person) -> None:
    """For what names somebody who is forgotten: its bytes go with the next sweep of orphans."""
    with transaction.atomic():
        withdraw(file, by=by)
        StoredFile.objects.filter(pk=file.pk).delete()


def bring_to_store(upload: Upload) -> store.Written:
    """The bytes alone: without a row that names them they are swept within a day."""
    upload.seek(0)
    try:
        return store.write(_pieces(upload))
    except OSError as error:
        raise NotPossibleNow(
            _(
                "The server cannot store the file: its disk is full or cannot be written. Nothing was sent."
            )
        ) from error


def sweep_orphans() -> None:
    """Remove bytes whose row never came to be, because the form was refused after all."""
    for path in store.older_than(ORPHANED_AFTER, now=time.time()):
        if not StoredFile.objects.filter(sha256=path.name).exists():
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > ORPHANED_AFTER:
                    path.unlink()


def _own(file: StoredFile, by: Person) -> None:
    allow_if(
        file.uploaded_by_id == by.pk, _("Only whoever uploaded the file may do this.")
    ).require()


def _pieces(upload: Upload) -> Iterator[bytes]:
    yield from upload.chunks(store.PIECE)


def _head(upload: Upload) -> bytes:
    upload.seek(0)
    head = upload.read(kinds.HEAD)
    upload.seek(0)
    return bytes(head)
