"""What must be in order before anybody is asked to sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.binding import Content
from tongzhou.agreements.provisions.checker import Flaw
from tongzhou.agreements.queries import definitions
from tongzhou.agreements.queries.provisions import flaws_of
from tongzhou.agreements.seats import seats_of_task, seats_of_terms
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.org.models import Department
from tongzhou.plans.checker import Facts, Finding, blocking
from tongzhou.plans.queries import facts, findings, table
from tongzhou.plans.queries.findings import checked
from tongzhou.plans.rows import Row

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
    blocking: list[Finding | Flaw]
    hints: list[Finding | Flaw]
    signers: list[Signer]

    @property
    def on_two_sides(self) -> list[str]:
        """Heads of more than one department that must sign."""
        heads = [signer.head for signer in self.signers if signer.head]
        return sorted({head for head in heads if heads.count(head) > 1})


def of(case: Collaboration, parties: Sequence[UUID]) -> Gate:
    """`parties` are the departments that take part."""
    seen, _speaking = facts(case, table(case.pk), parties=parties)
    found = checked(seen).findings
    wrong = [*definitions.flaws_of(definitions.words_of(case)), *flaws_of(case)]
    blocks: list[Finding | Flaw] = [*blocking(found), *(one for one in wrong if one.blocking)]
    every: list[Finding | Flaw] = [*found, *wrong]
    hints = [one for one in every if not one.blocking]
    return Gate(blocks, hints, _signers(case, seen, parties))


def require_no_blocking_finding(case: Collaboration) -> None:
    blocks: list[Finding | Flaw] = [*blocking(findings(case))]
    blocks += definitions.flaws_of(definitions.words_of(case))
    blocks += [one for one in flaws_of(case) if one.blocking]
    if not blocks:
        return
    told = " ".join(f"{place}. {one.sentence}" for place, one in enumerate(blocks[:SHOWN], 1))
    raise NotPossibleNow(
        _("Before it can be signed, %(count)s points must be put right: %(points)s")
        % {"count": len(blocks), "points": told}
    )


def _signers(case: Collaboration, seen: Facts, parties: Sequence[UUID]) -> list[Signer]:
    """Who would have to sign, and how many rows, if it were circulated now."""
    counts = dict.fromkeys(seats_of_terms(case.department_id, parties), 1)
    owners = {str(row.id): row.department.id for row in seen.rows}
    for row in seen.rows:
        for department in seats_of_task(_binding(row), case.department_id, owners):
            counts[department] = counts.get(department, 0) + 1
    found = Department.objects.filter(pk__in=counts).select_related("head")
    return [
        Signer(one.name, one.hue, one.seal, one.head.name if one.head else "", counts[one.pk])
        for one in found.order_by("position", "path")
    ]


def _binding(row: Row) -> Content:
    """As much of what is signed as says by whom."""
    return {
        "department": str(row.department.id),
        "supports": [str(one.id) for one in row.supports],
        "dependencies": [{"on": str(wait.on)} for wait in row.waits_for],
    }
