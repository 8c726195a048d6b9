"""Carries out what had been signed beforehand: a version that needs no new signature."""

from tongzhou.agreements.actions.applying import replace_in_force
from tongzhou.agreements.actions.carrying import carry
from tongzhou.agreements.actions.freezing import freeze
from tongzhou.agreements.actions.moved import moved_by
from tongzhou.agreements.actions.turns import settle_change
from tongzhou.agreements.events import AgreementCirculated
from tongzhou.agreements.imprints import of_versions
from tongzhou.agreements.models import ChangeRequest, Seat, Version
from tongzhou.agreements.queries.changes import contents_after, terms_after
from tongzhou.agreements.states import CHANGE
from tongzhou.core import clock
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.org.standing import Standing


def carry_out(change: ChangeRequest, standing: Standing | None) -> Version:
    """The caller holds the locks and has judged that it was agreed; without `standing`: nobody."""
    by = standing.person if standing else None
    frozen = freeze(
        change.collaboration,
        terms_after(change),
        contents_after(change),
        by=by or change.by,
        change=change,
        warranted=True,
    )
    version = frozen.version
    if Seat.objects.filter(row__version=version, signature=None).exists():
        raise RuntimeError(f"{version} would need a signature")
    replace_in_force(version)
    carry(change, version, by=by)
    _end(change, by)
    circulated = AgreementCirculated(
        subject=version.pk,
        collaboration=change.collaboration_id,
        number=version.number,
        root=version.root,
        rows=version.rows.count(),
        carried=frozen.carried,
        imprint=of_versions([version.pk])[version.pk],
    )
    absent = standing.on_behalf_of if standing else None
    record(circulated, by=by, on_behalf_of=absent, keeps=moved_by(change))
    settle_change(change)
    return version


def _end(change: ChangeRequest, by: Person | None) -> None:
    change.state = CHANGE.after(change.state, "apply_at_once")
    change.submitted_at = change.ended_at = clock.now()
    change.ended_by = by
    change.save(update_fields=["state", "kind", "submitted_at", "ended_at", "ended_by"])
