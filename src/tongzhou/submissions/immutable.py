"""What was handed in, and what was said to it."""

from tongzhou.journal.append_only import Kept, keep

KEPT = keep(
    Kept("submissions_handing", "what was handed in is never changed; a new version replaces it"),
    Kept("submissions_handedfile", "what was handed in is never changed"),
    Kept("submissions_look", "what was said to a version is never changed"),
)
