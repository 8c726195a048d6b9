"""The PDF of a dossier is made in the background and kept like every other file."""

from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.files import actions as files
from tongzhou.outcomes.models import Dossier, Print
from tongzhou.outcomes.printing import printed
from tongzhou.ui.printing import CannotPrint

MOST_TRIES = 3
AT_ONCE = 3


def order(dossier: Dossier) -> Print:
    """Whoever sees the dossier may ask for it on paper; it is made within the minute."""
    with transaction.atomic():
        Dossier.objects.select_for_update().get(pk=dossier.pk)
        row, fresh = Print.objects.get_or_create(dossier=dossier)
        if not fresh and (row.file_id or row.tries < MOST_TRIES):
            raise NotPossibleNow(_("The PDF is there, or is being made."))
        row.tries = 0
        row.save(update_fields=["tries"])
        return row


def print_again(dossier: Dossier) -> None:
    """Somebody is called otherwise from now on: the old paper is erased, a new one ordered."""
    for row in Print.objects.select_for_update().filter(dossier=dossier):
        old, row.file, row.at, row.tries = row.file, None, None, 0
        row.save(update_fields=["file", "at", "tries"])
        if old:
            files.erase(old, by=old.uploaded_by)


def print_what_is_ordered() -> None:
    """What failed is tried again, at most three times."""
    waiting = Print.objects.filter(file=None, tries__lt=MOST_TRIES).order_by("pk")
    for pk in waiting.values_list("dossier", flat=True)[:AT_ONCE]:
        print_dossier(pk)


def print_dossier(pk: UUID) -> Print:
    """Printed outside of any transaction; of two that print at once the first stands."""
    dossier = Dossier.objects.select_related("collaboration__person_in_charge").get(pk=pk)
    try:
        paper, failure = printed(dossier), ""
    except CannotPrint as failed:
        paper, failure = b"", str(failed)
    with transaction.atomic():
        row: Print = Print.objects.select_for_update().get(dossier=dossier)
        if row.file_id is None:
            _keep(row, dossier, paper, failure)
        return row


def _keep(row: Print, dossier: Dossier, paper: bytes, failure: str) -> None:
    row.tries, row.failure = row.tries + 1, failure
    if paper:
        case = dossier.collaboration
        upload = SimpleUploadedFile(f"{case.number}.pdf", paper, "application/pdf")
        row.file = files.keep(upload, by=case.person_in_charge, collaboration=case.pk)
        row.at = clock.now()
    row.save(update_fields=["tries", "failure", "file", "at"])
