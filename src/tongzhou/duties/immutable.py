"""Who took a duty on, and when it was given up."""

from tongzhou.journal.append_only import Kept, keep

REFUSAL = "who took a duty on is never changed"
KEPT = keep(
    Kept("duties_claim", REFUSAL, once=("given_up_at", "given_up_by_id"), marker="given_up_at"),
)
