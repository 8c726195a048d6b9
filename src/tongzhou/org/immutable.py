"""Who stood in for whom on which days stays as it was."""

from tongzhou.journal.append_only import Kept, keep

KEPT = keep(
    Kept(
        "org_delegation",
        "who stood in for whom is never changed",
        once=("ended_at",),
        marker="ended_at",
    ),
)
