"""Ends a change request without effect: the version in force stays as it is."""

from tongzhou.agreements.actions.moved import moved_by
from tongzhou.agreements.actions.newcomers import see_off
from tongzhou.agreements.actions.turns import settle_change
from tongzhou.agreements.events import ChangeLapsed, ChangeRejected, ChangeWithdrawn
from tongzhou.agreements.models import ChangeRequest, Version
from tongzhou.agreements.states import CHANGE, VERSION
from tongzhou.core import clock
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.org.standing import Standing

ENDS = {"reject": ChangeRejected, "withdraw": ChangeWithdrawn}


def end(change: ChangeRequest, verb: str, standing: Standing, *, reason: str) -> None:
    """`verb` is reject or withdraw; a version being signed for it is withdrawn with it."""
    _stop(change, verb, by=standing.person, reason=reason)
    event = ENDS[verb](
        subject=change.pk,
        collaboration=change.collaboration_id,
        number=change.number,
        reason=reason,
    )
    absent = standing.on_behalf_of
    record(event, by=standing.person, on_behalf_of=absent, keeps=moved_by(change))
    settle_change(change)


def lapse(change: ChangeRequest) -> None:
    """Its collaboration was cancelled."""
    _stop(change, "withdraw", by=None, reason="")
    event = ChangeLapsed(
        subject=change.pk, collaboration=change.collaboration_id, number=change.number
    )
    record(event, by=None, keeps=moved_by(change))
    settle_change(change)


def reject_with_version(change: ChangeRequest, standing: Standing, *, reason: str) -> None:
    """A head objected to the version made for it."""
    end(change, "reject", standing, reason=reason)


def _stop(change: ChangeRequest, verb: str, *, by: Person | None, reason: str) -> None:
    for version in Version.objects.filter(change=change, state="circulating"):
        version.state = VERSION.after(version.state, "withdraw")
        version.ended_at = clock.now()
        version.save(update_fields=["state", "ended_at"])
    change.state = CHANGE.after(change.state, verb)
    change.ended_at, change.ended_by, change.ended_because = clock.now(), by, reason
    change.save(update_fields=["state", "ended_at", "ended_by", "ended_because"])
    see_off(change)
