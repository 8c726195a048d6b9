"""What was delivered and judged stays as it was said; a dossier as it was closed.

Of a dossier `names` alone may change: a person who asks to be forgotten is, and the hash still fits.
"""

from tongzhou.journal.append_only import Kept, keep

DOSSIER = Kept(
    "outcomes_dossier",
    "a dossier is never changed",
    ("id", "collaboration_id", "content", "hash", "format", "journal_seq", "closed_at"),
    proved_by="outcomes.verify",
)
REFUSAL = "what was delivered and accepted is never changed"
KEPT = keep(
    DOSSIER,
    Kept("outcomes_delivery", REFUSAL, moving=("state",)),
    Kept("outcomes_deliveryfigure", REFUSAL),
    Kept("outcomes_acceptance", REFUSAL),
    Kept("outcomes_judgement", REFUSAL, moving=("criterion_id",)),
    Kept(
        "outcomes_result",
        REFUSAL,
        moving=("criterion_id",),
        once=("confirmed_at", "confirmed_by_id", "verdict"),
        marker="confirmed_at",
    ),
    Kept("outcomes_remain", REFUSAL, moving=("done_at",)),
    Kept("outcomes_cosignature", REFUSAL, marker="at"),
)
