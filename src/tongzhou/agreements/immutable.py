"""What the database itself keeps as it was circulated and signed."""

from tongzhou.journal.append_only import Kept, keep

REFUSAL = "what was circulated and signed is never changed"
PROOF = "agreements.verify"
ADDED = ("agreements_row", "agreements_seat", "agreements_rowsignature")
"""Tables whose rows are only ever added."""
FROZEN = (
    "id", "collaboration_id", "change_id", "number", "root", "format", "circulated_at",
    "circulated_by_id",
)  # fmt: skip
"""Columns of a version that stay; its state and the moments of its life move on."""

KEPT = keep(
    *(Kept(table, REFUSAL, proved_by=PROOF) for table in ADDED),
    Kept("agreements_objection", REFUSAL),
    Kept("agreements_version", REFUSAL, FROZEN, proved_by=PROOF),
)
CARRIED_OUT = keep(
    *(
        Kept(table, REFUSAL, proved_by=PROOF)
        for table in ("agreements_firing", "agreements_warrant")
    )
)
"""How a clause ended, and what was signed beforehand."""
