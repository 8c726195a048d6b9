"""A change request goes to the initiator, to the heads it affects, or ends without effect."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements import policy
from tongzhou.agreements.actions.applying import come_into_force
from tongzhou.agreements.actions.beforehand import carry_out
from tongzhou.agreements.actions.circulating import checked_reason
from tongzhou.agreements.actions.emergencies import WITHIN, require_emergency, take_effect
from tongzhou.agreements.actions.freezing import freeze
from tongzhou.agreements.actions.leeway import require_leeway
from tongzhou.agreements.actions.locks import locked_change
from tongzhou.agreements.actions.newcomers import welcome
from tongzhou.agreements.actions.rejecting import end
from tongzhou.agreements.actions.turns import is_signed, settle_change
from tongzhou.agreements.events import (
    AgreementCirculated,
    ChangeAppliedAtOnce,
    ChangeSubmitted,
    ChangeTakenUp,
)
from tongzhou.agreements.imprints import of_versions
from tongzhou.agreements.models import ChangeRequest, Version
from tongzhou.agreements.queries.breaks import broken_rows
from tongzhou.agreements.queries.changes import contents_after, terms_after
from tongzhou.agreements.queries.complete import require_sound, require_words_defined
from tongzhou.agreements.states import CHANGE
from tongzhou.agreements.unseen import require_seen
from tongzhou.collaborations.policy import as_initiator, initiates
from tongzhou.collaborations.states import COLLABORATION
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.org.standing import Standing

CHANGES_WHILE = ("delivering", "accepting")


def submit(change: ChangeRequest, *, by: Person, seen: str = "") -> ChangeRequest:
    """To the initiator for review; from the initiator, or by a ruling, at once to the heads.

    `seen` is the mark of what the page showed, here and below.
    """
    with transaction.atomic():
        change = locked_change(change)
        require_seen(change, seen)
        standing = policy.author_of(by, change)
        at_once = change.ruling is not None or initiates(by, change.collaboration) is not None
        target = "signing" if at_once else "reviewing"
        change.state = CHANGE.after(change.state, "submit", target)
        change.submitted_at = clock.now()
        _require_ready(change)
        change.save(update_fields=["state", "submitted_at"])
        event = ChangeSubmitted(
            subject=change.pk,
            collaboration=change.collaboration_id,
            number=change.number,
            reason=change.reason,
        )
        record(event, by=by, on_behalf_of=standing.on_behalf_of, keeps=[change])
        _circulate(change, standing) if at_once else settle_change(change)
        return change


def declare(change: ChangeRequest, *, by: Person, seen: str = "") -> ChangeRequest:
    """An emergency: the table reads so at once, and is signed within 48 hours or undone."""
    with transaction.atomic():
        change = locked_change(change)
        require_seen(change, seen)
        standing = policy.author_of(by, change)
        require_emergency(change, by)
        change.state = CHANGE.after(change.state, "declare")
        change.kind = ChangeRequest.Kind.EMERGENCY
        change.submitted_at, change.due_at = clock.now(), clock.now() + WITHIN
        _require_ready(change)
        change.save(update_fields=["state", "kind", "submitted_at", "due_at"])
        take_effect(change, _freeze(change, standing), standing)
        return change


def apply_at_once(change: ChangeRequest, *, by: Person, seen: str = "") -> ChangeRequest:
    """Within the leeway that all have signed: in force now, and everybody concerned is told."""
    with transaction.atomic():
        change = locked_change(change)
        require_seen(change, seen)
        standing = policy.author_of(by, change)
        CHANGE.check(change.state, "apply_at_once")
        change.kind = ChangeRequest.Kind.PRE_AUTHORISED
        _require_ready(change, is_next=True)
        require_leeway(change, by)
        _require_unbroken(change)
        version = carry_out(change, standing)
        event = ChangeAppliedAtOnce(
            subject=change.pk,
            collaboration=change.collaboration_id,
            number=change.number,
            version=version.number,
            reason=change.reason,
        )
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
        return change


def take_up(change: ChangeRequest, *, by: Person) -> ChangeRequest:
    """The initiator passes a reviewed request on to the heads it affects."""
    with transaction.atomic():
        change = locked_change(change)
        standing = as_initiator(by, change.collaboration)
        change.state = CHANGE.after(change.state, "take_up")
        _require_ready(change)
        change.save(update_fields=["state"])
        event = ChangeTakenUp(
            subject=change.pk, collaboration=change.collaboration_id, number=change.number
        )
        record(event, by=by, on_behalf_of=standing.on_behalf_of, keeps=[change])
        _circulate(change, standing)
        return change


def reject(change: ChangeRequest, *, by: Person, reason: str) -> ChangeRequest:
    """The initiator decides against it; a head does so with an objection to its version."""
    reason = checked_reason(reason)
    with transaction.atomic():
        change = locked_change(change)
        standing = as_initiator(by, change.collaboration)
        _require_no_ruling(change)
        end(change, "reject", standing, reason=reason)
        return change


def withdraw(change: ChangeRequest, *, by: Person, reason: str) -> ChangeRequest:
    reason = checked_reason(reason)
    with transaction.atomic():
        change = locked_change(change)
        standing = policy.author_of(by, change)
        _require_no_ruling(change)
        end(change, "withdraw", standing, reason=reason)
        return change


def _require_ready(change: ChangeRequest, *, is_next: bool = False) -> None:
    """`is_next`: it is in force at once, whatever its state is so far."""
    case = change.collaboration
    if case.state not in CHANGES_WHILE:
        raise NotPossibleNow(
            _("A change is signed while the work is going on; it is “%(state)s” now.")
            % {"state": COLLABORATION.state(case.state).label}
        )
    if not change.lines.exists():
        raise Invalid(_("This request changes nothing yet: choose what shall change."))
    if change.base.state != "in_force":
        raise NotPossibleNow(
            _(
                "The agreement has changed since this request was written. Bring it up to date,"
                " look at it again, then submit it."
            )
        )
    other = case.changes.filter(state__in=("signing", "provisional")).exclude(pk=change.pk).first()
    if other and (is_next or change.state in ("signing", "provisional")):
        raise NotPossibleNow(
            _("Change request %(number)s is being signed. Wait until it is applied or rejected.")
            % {"number": other.number}
        )
    require_sound(change)
    if change.ruling is None:
        require_words_defined(change)


def _require_no_ruling(change: ChangeRequest) -> None:
    if change.ruling:
        raise NotPossibleNow(
            _("This change follows a ruling. Raise a problem if it cannot be done.")
        )


def _circulate(change: ChangeRequest, standing: Standing) -> None:
    version = _freeze(change, standing)
    if is_signed(version):
        come_into_force(version, by=standing.person, on_behalf_of=standing.on_behalf_of)
    else:
        settle_change(change)


def _freeze(change: ChangeRequest, standing: Standing) -> Version:
    """A version as the table would read; only heads whose rows change are asked."""
    case = change.collaboration
    _require_unbroken(change)
    after = contents_after(change)
    welcome(change, after)
    frozen = freeze(case, terms_after(change), after, by=standing.person, change=change)
    event = AgreementCirculated(
        subject=frozen.version.pk,
        collaboration=case.pk,
        number=frozen.version.number,
        root=frozen.version.root,
        rows=frozen.version.rows.count(),
        carried=frozen.carried,
        imprint=of_versions([frozen.version.pk])[frozen.version.pk],
    )
    absent = standing.on_behalf_of
    record(event, by=standing.person, on_behalf_of=absent, keeps=[frozen.version])
    return frozen.version


def _require_unbroken(change: ChangeRequest) -> None:
    if broken := broken_rows(change.base):
        raise NotPossibleNow(
            _("The table was changed behind the agreement: %(where)s. Put that right first.")
            % {"where": broken[0].where}
        )
