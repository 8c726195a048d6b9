"""Whom who thanked for what stays; the words go when the person is forgotten."""

from tongzhou.journal.append_only import Kept, keep

KEPT = keep(
    Kept("thanks_thanks", "whom who thanked for what is never changed", moving=("sentence",)),
    Kept(
        "thanks_mention",
        "when somebody agreed to be named is never changed",
        once=("ended_at",),
        marker="ended_at",
    ),
)
