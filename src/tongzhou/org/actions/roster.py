"""Takes a table of people over: upload, look, confirm; all or nothing."""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid
from tongzhou.org import policy
from tongzhou.org.actions.roster_rows import write_people
from tongzhou.org.actions.roster_seats import make_places, write_seats
from tongzhou.org.models import Person, RosterImport
from tongzhou.org.roster.comparing import Comparison, compare
from tongzhou.org.roster.reading import read_roster
from tongzhou.org.states import ROSTER_IMPORT

LONGEST_NAME = 200
OPEN_IMPORTS = 10
"""A person's older uploads that were never confirmed make room for new ones."""
Progress = Callable[[int], object]


def upload_roster(name: str, data: bytes, *, by: Person) -> RosterImport:
    """Keep a table until it is confirmed; raises `Invalid` when it is none."""
    policy.may_manage_organisation(by).require()
    read_roster(data)
    with transaction.atomic():
        kept = RosterImport.objects.filter(by=by, state="uploaded").order_by("-at")
        stale = list(kept.values_list("pk", flat=True)[OPEN_IMPORTS - 1 :])
        RosterImport.objects.filter(pk__in=stale).delete()
        return RosterImport.objects.create(
            by=by, name=name[-LONGEST_NAME:] or "CSV", file=data, at=clock.now()
        )


def discard_roster(roster_import: RosterImport, *, by: Person) -> None:
    """The file goes, the row stays."""
    with transaction.atomic():
        held = _locked(roster_import, "discard", by)
        held.state, held.file = ROSTER_IMPORT.after(held.state, "discard"), b""
        held.save(update_fields=["state", "file"])


def confirm_roster(
    roster_import: RosterImport, *, by: Person, makes_departments: bool
) -> RosterImport:
    with transaction.atomic():
        held = _locked(roster_import, "confirm", by)
        data = bytes(held.file)
        taken = take_over_roster(data, by=by, makes_departments=makes_departments)
        held.state, held.file = ROSTER_IMPORT.after(held.state, "confirm"), b""
        held.created, held.changed = taken.count("new"), taken.count("changed")
        held.save(update_fields=["state", "file", "created", "changed"])
        return held


def take_over_roster(
    data: bytes, *, by: Person | None, makes_departments: bool, progress: Progress = int
) -> Comparison:
    """Compared again inside the transaction: what changed since the preview counts.

    `progress` is told how many people have just been written.
    """
    roster = read_roster(data)
    with transaction.atomic():
        policy.may_manage_organisation(by).require()
        found = compare(roster, makes_departments=makes_departments)
        if found.errors:
            errors = {error.where: error.sentence for error in found.errors}
            raise Invalid(_("The table cannot be taken over yet."), errors=errors)
        if found.has_effect:
            places = make_places(found, by=by)
            people = write_people(found, places, by=by, progress=progress)
            write_seats(found, places, people, by=by)
    return found


def _locked(roster_import: RosterImport, verb: str, by: Person) -> RosterImport:
    held = RosterImport.objects.select_for_update().get(pk=roster_import.pk)
    policy.may_manage_organisation(by).require()
    policy.may_be_own(by, held.by).require()
    ROSTER_IMPORT.check(held.state, verb)
    return held
