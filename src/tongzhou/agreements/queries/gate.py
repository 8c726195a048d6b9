"""What must be in order before anybody is asked to sign."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.labels import label_of
from tongzhou.agreements.models import ChangeRequest
from tongzhou.agreements.seats import seats_of_task, seats_of_terms
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.org.models import Department
from tongzhou.plans.checker import Finding, blocking
from tongzhou.plans.queries import signed_contents
from tongzhou.plans.queries.findings import findings

NEEDED = ("name", "department", "accountable", "start", "end", "deliverable", "criteria")
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Signer:
    name: str
    hue: int
    seal: str
    head: str
    rows: int


@dataclass(frozen=True)
class Gate:
    blocking: list[Finding]
    hints: list[Finding]
    signers: list[Signer]

    @property
    def on_two_sides(self) -> list[str]:
        """Heads of more than one department that must sign."""
        heads = [signer.head for signer in self.signers if signer.head]
        return sorted({head for head in heads if heads.count(head) > 1})


def of(case: Collaboration) -> Gate:
    found = findings(case)
    blocks = blocking(found)
    return Gate(blocks, [one for one in found if not one.blocking], _signers(case))


def require_no_blocking_finding(case: Collaboration) -> None:
    blocks = blocking(findings(case))
    if not blocks:
        return
    told = " ".join(f"{place}. {one.sentence}" for place, one in enumerate(blocks[:SHOWN], 1))
    raise NotPossibleNow(
        _("Before it can be signed, %(count)s points must be put right: %(points)s")
        % {"count": len(blocks), "points": told}
    )


def require_no_blocking_value(change: ChangeRequest) -> None:
    """A change cannot leave a row without what signing it needed in the first place."""
    for line in change.lines.select_related("task"):
        if line.field in NEEDED and not line.new:
            raise Invalid(
                _("“%(task)s” needs a value for “%(field)s”.")
                % {"task": line.task.name, "field": label_of(line.field)}
            )


def _signers(case: Collaboration) -> list[Signer]:
    """Who would have to sign, and how many rows, if it were circulated now."""
    contents = signed_contents(case.pk)
    parties = case.parties.values_list("department", flat=True)
    counts = dict.fromkeys(seats_of_terms(case.department_id, parties), 1)
    owners = {str(key): UUID(content["department"]) for key, content in contents.items()}
    for content in contents.values():
        for department in seats_of_task(content, case.department_id, owners):
            counts[department] = counts.get(department, 0) + 1
    found = Department.objects.filter(pk__in=counts).select_related("head")
    return [
        Signer(one.name, one.hue, one.seal, one.head.name if one.head else "", counts[one.pk])
        for one in found.order_by("position", "path")
    ]
