"""An emergency change: in force at once, signed within 48 hours or undone by itself, once."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.actions.applying import replace_in_force
from tongzhou.agreements.actions.carrying import carry
from tongzhou.agreements.actions.freezing import freeze
from tongzhou.agreements.actions.locks import locked_change
from tongzhou.agreements.actions.moved import moved_by
from tongzhou.agreements.actions.turns import settle_change
from tongzhou.agreements.events import (
    AgreementCirculated,
    ChangeConfirmed,
    ChangeReverted,
    ChangeTookEffect,
)
from tongzhou.agreements.imprints import of_versions
from tongzhou.agreements.models import ChangeRequest, Version
from tongzhou.agreements.states import CHANGE
from tongzhou.collaborations.policy import initiates
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow, Refused
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.org.standing import Standing

WITHIN = timedelta(hours=48)
"""Elapsed, not working hours: an emergency knows no weekend."""


def require_emergency(change: ChangeRequest, by: Person) -> None:
    """Whoever leads the collaboration takes the responsibility for acting before the signatures."""
    if initiates(by, change.collaboration) is None:
        raise Refused(
            _("Only %(person)s, who leads the collaboration, can declare an emergency.")
            % {"person": change.collaboration.person_in_charge.name}
        )
    if change.ruling:
        raise NotPossibleNow(_("This change follows a ruling: it is signed, not hurried."))


def take_effect(change: ChangeRequest, version: Version, standing: Standing) -> None:
    """The table reads so from now on; the signatures are asked for afterwards."""
    replace_in_force(version)
    carry(change, version, by=standing.person)
    event = ChangeTookEffect(
        subject=change.pk,
        collaboration=change.collaboration_id,
        number=change.number,
        version=version.number,
        until=change.due_at or clock.now(),
        reason=change.reason,
    )
    absent = standing.on_behalf_of
    record(event, by=standing.person, on_behalf_of=absent, keeps=moved_by(change))
    settle_change(change)


def confirm(change: ChangeRequest, version: Version, standing: Standing) -> None:
    """The last head has signed in time: it stays."""
    _end(change, "sign", "applied", by=standing.person)
    event = ChangeConfirmed(
        subject=change.pk,
        collaboration=change.collaboration_id,
        number=change.number,
        version=version.number,
    )
    absent = standing.on_behalf_of
    record(event, by=standing.person, on_behalf_of=absent, keeps=moved_by(change))
    settle_change(change)


def revert_overdue(change: UUID) -> bool:
    """What was not signed in time is undone; False when somebody was quicker."""
    with transaction.atomic():
        found = locked_change(ChangeRequest.objects.select_related("collaboration").get(pk=change))
        if found.state != "provisional" or not found.due_at or found.due_at > clock.now():
            return False
        revert(found, None, reason="")
        return True


def revert(change: ChangeRequest, standing: Standing | None, *, reason: str) -> Version:
    """Back to the rows of the version before, whose signatures still hold.

    What was delivered meanwhile stays delivered. The caller holds the locks.
    """
    by = standing.person if standing else None
    base = dict(change.base.rows.exclude(task=None).values_list("task", "content"))
    terms = change.base.rows.get(task=None).content
    frozen = freeze(change.collaboration, terms, base, by=by or change.by, change=change)
    replace_in_force(frozen.version)
    carry(change, frozen.version, by=by, back=True)
    _end(change, "revert", "reverted", by=by, reason=reason)
    _tell(change, frozen.version, frozen.carried, standing, reason=reason)
    settle_change(change)
    return frozen.version


def _end(
    change: ChangeRequest, verb: str, target: str, *, by: Person | None, reason: str = ""
) -> None:
    change.state = CHANGE.after(change.state, verb, target)
    change.ended_at, change.ended_by, change.ended_because = clock.now(), by, reason
    change.save(update_fields=["state", "ended_at", "ended_by", "ended_because"])


def _tell(
    change: ChangeRequest, version: Version, carried: int, standing: Standing | None, *, reason: str
) -> None:
    by, absent = (standing.person, standing.on_behalf_of) if standing else (None, None)
    circulated = AgreementCirculated(
        subject=version.pk,
        collaboration=change.collaboration_id,
        number=version.number,
        root=version.root,
        rows=version.rows.count(),
        carried=carried,
        imprint=of_versions([version.pk])[version.pk],
    )
    record(circulated, by=by, on_behalf_of=absent)
    event = ChangeReverted(
        subject=change.pk,
        collaboration=change.collaboration_id,
        number=change.number,
        version=version.number,
        reason=reason,
    )
    record(event, by=by, on_behalf_of=absent, keeps=moved_by(change))
