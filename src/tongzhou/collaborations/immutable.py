"""What departments said to each other stays as it was said: answers, priorities, minutes."""

from tongzhou.journal.append_only import Kept, keep

REFUSAL = "what was said is never changed"
KEPT = keep(
    Kept("collaborations_answer", REFUSAL),
    Kept("collaborations_answeroption", REFUSAL),
    Kept("collaborations_priority", REFUSAL),
    Kept(
        "collaborations_attention",
        REFUSAL,
        once=("taken_back_at", "taken_back_by_id"),
        marker="taken_back_at",
    ),
    Kept("collaborations_opening", REFUSAL, once=("ended_at",), marker="ended_at"),
    Kept("collaborations_meeting", REFUSAL, moving=("state", "version"), marker="held_at"),
    Kept("collaborations_decision", REFUSAL, moving=("owner_id",)),
)
