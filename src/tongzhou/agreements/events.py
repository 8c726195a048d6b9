"""What can happen to an agreement and to a change request."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event


@dataclass(frozen=True, kw_only=True)
class AgreementCirculated(Event):
    """`imprint` is the digest over all that was frozen (imprints.of_versions)."""

    kind = "agreement.circulated"
    sentence = _("%(actor)s circulated version %(number)s of the agreement for signature.")
    mail = True
    number: int
    root: str
    rows: int
    carried: int
    imprint: str = ""


@dataclass(frozen=True, kw_only=True)
class AgreementFingerprinted(Event):
    """The root by a second algorithm, SM3 (binding.second_root), where the house asks for it."""

    kind = "agreement.fingerprinted"
    sentence = _("Version %(number)s also has the SM3 fingerprint %(sm3)s.")
    echo = True
    number: int
    sm3: str


@dataclass(frozen=True, kw_only=True)
class AgreementSigned(Event):
    """`signed` is the digest over what this act covers (binding.signed_digest), `imprint` that over
    all columns of the signatures (imprints.of_acts)."""

    kind = "agreement.signed"
    sentence = _("%(actor)s signed version %(number)s of the agreement for %(department)s.")
    number: int
    department: DepartmentId
    rows: int
    root: str
    signed: str
    proved_at: str
    proved_how: str
    imprint: str = ""


@dataclass(frozen=True, kw_only=True)
class AgreementObjected(Event):
    kind = "agreement.objected"
    sentence = _("%(actor)s objected to version %(number)s for %(department)s: %(reason)s")
    mail = True
    number: int
    department: DepartmentId
    reason: str


@dataclass(frozen=True, kw_only=True)
class AgreementWithdrawn(Event):
    kind = "agreement.withdrawn"
    sentence = _("%(actor)s took back version %(number)s of the agreement: %(reason)s")
    mail = True
    number: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class AgreementLapsed(Event):
    kind = "agreement.lapsed"
    sentence = _("Version %(number)s of the agreement ended unsigned with the collaboration.")
    number: int


@dataclass(frozen=True, kw_only=True)
class ChangeLapsed(Event):
    kind = "change.lapsed"
    sentence = _("Change request %(number)s ended with the collaboration.")
    number: int


@dataclass(frozen=True, kw_only=True)
class ChangeDrafted(Event):
    kind = "change.drafted"
    sentence = _("%(actor)s drafted change request %(number)s: %(reason)s")
    number: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ChangeRevised(Event):
    kind = "change.revised"
    sentence = _("%(actor)s revised change request %(number)s.")
    number: int


@dataclass(frozen=True, kw_only=True)
class ChangeRebased(Event):
    """`given_up` says what had been wanted of fields that stay as another change left them."""

    kind = "change.rebased"
    sentence = _("%(actor)s brought change request %(number)s up to date with the agreement.")
    number: int
    given_up: tuple[dict[str, object], ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChangeSubmitted(Event):
    kind = "change.submitted"
    sentence = _("%(actor)s submitted change request %(number)s: %(reason)s")
    mail = True
    number: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ChangeObjectedAfterwards(Event):
    """By a department that did not sign again; `number` is the change it wants taken back."""

    kind = "change.objected_afterwards"
    sentence = _(
        "%(actor)s objected for %(department)s to change request %(number)s, which is in force:"
        " %(reason)s"
    )
    mail = True
    number: int
    department: DepartmentId
    reason: str


@dataclass(frozen=True, kw_only=True)
class ChangeTakenUp(Event):
    """The initiator agreed that the affected heads be asked for their signatures."""

    kind = "change.taken_up"
    sentence = _("%(actor)s passed change request %(number)s on for signature.")
    number: int


@dataclass(frozen=True, kw_only=True)
class ChangeRejected(Event):
    kind = "change.rejected"
    sentence = _("%(actor)s rejected change request %(number)s: %(reason)s")
    mail = True
    number: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ChangeWithdrawn(Event):
    kind = "change.withdrawn"
    sentence = _("%(actor)s withdrew change request %(number)s: %(reason)s")
    number: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ChangeTookEffect(Event):
    """An emergency: in force before it is signed."""

    kind = "change.took_effect"
    sentence = _(
        "%(actor)s declared an emergency: change request %(number)s is in force at once, until"
        " %(until)s if it is not signed by then. %(reason)s"
    )
    mail = True
    number: int
    version: int
    until: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class ChangeConfirmed(Event):
    kind = "change.confirmed"
    sentence = _("Emergency change %(number)s is signed in time: version %(version)s stays.")
    mail = True
    number: int
    version: int


@dataclass(frozen=True, kw_only=True)
class ChangeReverted(Event):
    """`reason` is that of a head who objected; empty when nobody signed in time."""

    kind = "change.reverted"
    sentence = _(
        "Emergency change %(number)s is undone: version %(version)s reads as before. %(reason)s"
    )
    mail = True
    number: int
    version: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ChangeAppliedAtOnce(Event):
    """Within the leeway that had been signed: nobody signs again, everybody concerned is told."""

    kind = "change.applied_at_once"
    sentence = _(
        "%(actor)s changed something within the agreed leeway: version %(version)s is in force."
        " %(reason)s"
    )
    mail = True
    number: int
    version: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ProvisionAgreed(Event):
    """A clause or a leeway was written down; `content` is the digest of what is signed."""

    kind = "provision.agreed"
    sentence = _("%(actor)s wrote down what holds beforehand.")
    provision: str
    content: str


@dataclass(frozen=True, kw_only=True)
class ProvisionTakenOut(Event):
    kind = "provision.taken_out"
    sentence = _("%(actor)s took out what was to hold beforehand.")
    provision: str
    content: str


@dataclass(frozen=True, kw_only=True)
class ClauseFired(Event):
    """`version` is the one it led to; 0 when nothing that is signed changed."""

    kind = "clause.fired"
    sentence = _(
        "The condition of a clause came true: what was agreed for it has been carried out."
    )
    mail = True
    content: str
    version: int


@dataclass(frozen=True, kw_only=True)
class ClauseLapsed(Event):
    """Its condition can no longer come true."""

    kind = "clause.lapsed"
    sentence = _("The condition of a clause did not come true: it has no effect.")
    content: str


@dataclass(frozen=True, kw_only=True)
class ChangeApplied(Event):
    kind = "change.applied"
    sentence = _(
        "Change request %(number)s is signed and applied: version %(version)s is in force."
    )
    mail = True
    number: int
    version: int
