"""A department head signs: everything that binds the department, in one act."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements import policy
from tongzhou.agreements.actions.applying import come_into_force
from tongzhou.agreements.actions.emergencies import confirm
from tongzhou.agreements.actions.locks import locked_version
from tongzhou.agreements.actions.turns import settle_version
from tongzhou.agreements.binding import signed_digest
from tongzhou.agreements.events import AgreementSigned
from tongzhou.agreements.imprints import of_act
from tongzhou.agreements.models import RowSignature, Seat, Version
from tongzhou.agreements.proof import Proof
from tongzhou.agreements.queries.breaks import broken_rows
from tongzhou.agreements.states import CHANGE, VERSION
from tongzhou.collaborations.states import COLLABORATION
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow, Refused, Stale
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Standing

WHILE_DELIVERING = ("delivering", "accepting")


def sign(
    version: Version, *, department: Department, by: Person, seen: str, proof: Proof
) -> Version:
    """All the department's open rows at once; the last signature brings the version into force.

    `seen` is the root hash of what the page showed. Signing again changes nothing.
    """
    with transaction.atomic():
        version = locked_version(version)
        standing = policy.standing_of_head(by, department)
        seats = Seat.objects.filter(row__version=version, department=department)
        open_seats = list(seats.filter(signature=None).select_related("row"))
        if not open_seats and seats.exists():
            return version
        _require_open(version, seen)
        _require_seats(open_seats, department)
        policy.may_sign(by, version, department).require()
        proof.require_recent()
        _write(version, department, open_seats, standing, proof)
        if Seat.objects.filter(row__version=version, signature=None).exists():
            settle_version(version)
        elif version.change and version.change.state == "provisional":
            confirm(version.change, version, standing)
        else:
            come_into_force(version, by=by, on_behalf_of=standing.on_behalf_of)
        return version


def _require_open(version: Version, seen: str) -> None:
    case, change = version.collaboration, version.change
    if change and change.state == "provisional" and version.state == "in_force":
        CHANGE.check(change.state, "sign")
    else:
        VERSION.check(version.state, "sign")
    if version.change is None:
        COLLABORATION.check(case.state, "come_into_force")
    elif case.state not in WHILE_DELIVERING:
        raise NotPossibleNow(
            _("A change is signed while the work is going on; it is “%(state)s” now.")
            % {"state": COLLABORATION.state(case.state).label}
        )
    if seen != version.root:
        raise Stale(_("What you saw is no longer what is to be signed. Read it again, then sign."))
    if broken := broken_rows(version):
        raise NotPossibleNow(
            _(
                "The table was changed behind the agreement (%(where)s). The initiator must take"
                " it back and circulate it again."
            )
            % {"where": broken[0].where}
        )


def _require_seats(open_seats: list[Seat], department: Department) -> None:
    if not open_seats:
        raise Refused(
            _("Nothing here binds %(department)s: there is nothing to sign.")
            % {"department": department.name}
        )


def _write(
    version: Version,
    department: Department,
    seats: list[Seat],
    standing: Standing,
    proof: Proof,
) -> None:
    now = clock.now()
    RowSignature.objects.bulk_create(
        RowSignature(
            seat=seat,
            person=standing.person,
            on_behalf_of=standing.on_behalf_of,
            at=now,
            proved_at=proof.at,
            proved_how=proof.how,
            hash=seat.row.hash,
            root=version.root,
        )
        for seat in seats
    )
    event = AgreementSigned(
        subject=version.pk,
        collaboration=version.collaboration_id,
        number=version.number,
        department=DepartmentId(department.pk),
        rows=len(seats),
        root=version.root,
        signed=signed_digest(version.root, department.pk, [seat.row.hash for seat in seats]),
        proved_at=proof.at.isoformat(),
        proved_how=proof.how,
        imprint=of_act(version.pk, department.pk),
    )
    record(event, by=standing.person, on_behalf_of=standing.on_behalf_of)
