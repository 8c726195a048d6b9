"""Check-ins and what is said beside them, risk notices and calls stay as given; what they led to is said once."""

from tongzhou.journal.append_only import Kept, keep

REFUSAL = "what was reported is never changed"
KEPT = keep(
    Kept("progress_checkin", REFUSAL),
    Kept("progress_promiseverdict", REFUSAL),
    Kept("progress_confidence", REFUSAL),
    Kept("progress_dailyline", REFUSAL),
    Kept(
        "progress_risknotice",
        REFUSAL,
        moving=("state", "acknowledged_by_id", "acknowledged_at"),
        once=("outcome", "settled_at"),
        marker="settled_at",
    ),
    Kept(
        "progress_urgentcall",
        REFUSAL,
        moving=("state",),
        once=("outcome", "minuted_by_id", "minuted_at"),
        marker="minuted_at",
    ),
)
