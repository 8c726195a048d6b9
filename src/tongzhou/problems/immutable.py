"""A ruling stays as it was given; that it was set aside is said once."""

from tongzhou.journal.append_only import Kept, keep

KEPT = keep(
    Kept(
        "problems_ruling",
        "a ruling is never changed",
        once=("set_aside_at", "set_aside_because"),
        marker="set_aside_at",
    ),
)
