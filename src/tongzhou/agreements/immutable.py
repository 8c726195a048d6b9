"""What the database itself keeps as it was circulated and signed."""

from tongzhou.journal.append_only import Kept, keep
from tongzhou.journal.followed import Part, follow

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
    Kept("agreements_firing", REFUSAL), Kept("agreements_warrant", REFUSAL, proved_by=PROOF)
)
"""How a clause ended, and what was signed beforehand."""
follow("agreements_version")
follow("agreements_changerequest", Part("agreements_changeline", "change_id"))
follow("agreements_provision")
