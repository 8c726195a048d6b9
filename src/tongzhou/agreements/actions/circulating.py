"""Ask every head for a signature; end a version that will not be signed."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements import policy
from tongzhou.agreements.actions.defining import settle_definitions
from tongzhou.agreements.actions.emergencies import revert
from tongzhou.agreements.actions.freezing import freeze
from tongzhou.agreements.actions.locks import locked_version
from tongzhou.agreements.actions.rejecting import reject_with_version
from tongzhou.agreements.actions.turns import settle_version
from tongzhou.agreements.events import (
    AgreementCirculated,
    AgreementObjected,
    AgreementWithdrawn,
)
from tongzhou.agreements.imprints import of_versions
from tongzhou.agreements.models import Objection, Seat, Version
from tongzhou.agreements.queries.gate import require_no_blocking_finding
from tongzhou.agreements.states import VERSION
from tongzhou.agreements.terms import terms_content
from tongzhou.collaborations.actions import moves
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import as_initiator
from tongzhou.collaborations.states import COLLABORATION
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Sentence
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Standing
from tongzhou.plans.models import Task
from tongzhou.plans.queries import signed_contents

LONGEST_REASON = 1000


def circulate(collaboration: Collaboration, *, by: Person) -> Version:
    """Freeze the division table and the shared terms and ask every head for a signature."""
    with transaction.atomic():
        case = moves.locked(collaboration)
        standing = as_initiator(by, case)
        COLLABORATION.check(case.state, "circulate")
        _hold_rows(case)
        require_no_blocking_finding(case)
        rows = signed_contents(case.pk)
        settle_definitions(case, rows, by=by)
        frozen = freeze(case, terms_content(case), rows, by=by)
        version = frozen.version
        moves.move(case, "circulate", by=by, on_behalf_of=standing.on_behalf_of)
        event = AgreementCirculated(
            subject=version.pk,
            collaboration=case.pk,
            number=version.number,
            root=version.root,
            rows=version.rows.count(),
            carried=frozen.carried,
            imprint=of_versions([version.pk])[version.pk],
        )
        record(event, by=by, on_behalf_of=standing.on_behalf_of, keeps=[version])
        settle_version(version)
    collaboration.state = case.state
    return version


def object_to(version: Version, *, department: Department, by: Person, reason: str) -> Version:
    """End the version with a reason: the table can be edited again, a change is rejected.

    Signatures on rows that stay as they are hold in the next version.
    """
    reason = checked_reason(reason)
    with transaction.atomic():
        version = locked_version(version)
        standing = policy.standing_of_head(by, department)
        _require_seat(version, department)
        if version.change and version.change.ruling:
            raise NotPossibleNow(
                _("This change follows a ruling. Raise a problem if it cannot be done.")
            )
        if version.change and version.change.state == "provisional":
            revert(version.change, standing, reason=reason)
            return version
        version.state = VERSION.after(version.state, "object")
        objection = Objection.objects.create(
            version=version,
            department=department,
            person=by,
            on_behalf_of=standing.on_behalf_of,
            at=clock.now(),
            reason=reason,
        )
        event = AgreementObjected(
            subject=version.pk,
            collaboration=version.collaboration_id,
            number=version.number,
            department=DepartmentId(department.pk),
            reason=reason,
        )
        _end(version)
        record(event, by=by, on_behalf_of=standing.on_behalf_of, keeps=[objection, version])
        _reopen(version, standing, reason=reason)
        return version


def withdraw(version: Version, *, by: Person, reason: str) -> Version:
    """The initiator takes back what is being signed, to change it."""
    reason = checked_reason(reason)
    with transaction.atomic():
        version = locked_version(version)
        standing = as_initiator(by, version.collaboration)
        if version.change:
            raise NotPossibleNow(_("Withdraw or reject the change request instead."))
        version.state = VERSION.after(version.state, "withdraw")
        event = AgreementWithdrawn(
            subject=version.pk,
            collaboration=version.collaboration_id,
            number=version.number,
            reason=reason,
        )
        _end(version)
        record(event, by=by, on_behalf_of=standing.on_behalf_of, keeps=[version])
        _reopen(version, standing, reason=reason)
        return version


def checked_reason(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise _wrong_reason(_("Say why in one sentence."))
    if len(reason) > LONGEST_REASON:
        facts = {"most": LONGEST_REASON, "count": len(reason)}
        raise _wrong_reason(_("At most %(most)s characters; these are %(count)s.") % facts)
    return reason


def _wrong_reason(sentence: Sentence) -> Invalid:
    return Invalid(sentence, errors={"reason": sentence})


def _hold_rows(case: Collaboration) -> None:
    """Whoever edits a row waits, or is waited for; then the state says that it is too late."""
    rows = Task.objects.select_for_update().filter(collaboration=case).order_by("pk")
    list(rows.values_list("pk", flat=True))


def _require_seat(version: Version, department: Department) -> None:
    if not Seat.objects.filter(row__version=version, department=department).exists():
        raise Refused(
            _("Nothing here binds %(department)s: there is nothing to object to.")
            % {"department": department.name}
        )


def _end(version: Version) -> None:
    version.ended_at = clock.now()
    version.save(update_fields=["state", "ended_at"])


def _reopen(version: Version, standing: Standing, *, reason: str) -> None:
    if version.change:
        reject_with_version(version.change, standing, reason=reason)
    else:
        moves.move(
            version.collaboration,
            "reopen",
            by=standing.person,
            reason=reason,
            on_behalf_of=standing.on_behalf_of,
        )
        settle_version(version)
