"""A version comes into force: once, with everything that follows from it, or not at all."""

from tongzhou.agreements.actions.carrying import carry
from tongzhou.agreements.actions.moved import moved_by
from tongzhou.agreements.actions.turns import settle_change, settle_version
from tongzhou.agreements.events import ChangeApplied
from tongzhou.agreements.models import ChangeRequest, Version
from tongzhou.agreements.states import CHANGE, VERSION
from tongzhou.collaborations.actions import moves
from tongzhou.core import clock
from tongzhou.journal.actions import record
from tongzhou.org.models import Person


def come_into_force(version: Version, *, by: Person, on_behalf_of: Person | None = None) -> None:
    """The caller holds the locks of the collaboration and the version."""
    replace_in_force(version)
    if version.change:
        _apply(version.change, version, by=by, on_behalf_of=on_behalf_of)
    else:
        settle_version(version)
        moves.move(
            version.collaboration,
            "come_into_force",
            by=by,
            on_behalf_of=on_behalf_of,
            keeps=[version],
        )


def replace_in_force(version: Version) -> None:
    for old in Version.objects.filter(collaboration=version.collaboration_id, state="in_force"):
        old.state = VERSION.after(old.state, "supersede")
        old.ended_at = clock.now()
        old.save(update_fields=["state", "ended_at"])
    version.state = VERSION.after(version.state, "sign", "in_force")
    version.in_force_at = clock.now()
    version.save(update_fields=["state", "in_force_at"])


def _apply(
    change: ChangeRequest, version: Version, *, by: Person, on_behalf_of: Person | None
) -> None:
    carry(change, version, by=by)
    change.state = CHANGE.after(change.state, "sign", "applied")
    change.ended_at, change.ended_by = clock.now(), by
    change.save(update_fields=["state", "ended_at", "ended_by"])
    event = ChangeApplied(
        subject=change.pk,
        collaboration=change.collaboration_id,
        number=change.number,
        version=version.number,
    )
    record(event, by=by, on_behalf_of=on_behalf_of, keeps=moved_by(change))
    settle_change(change)
