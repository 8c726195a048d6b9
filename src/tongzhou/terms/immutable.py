"""What a word meant at a time is never changed; a new wording follows it."""

from tongzhou.journal.append_only import Kept, keep

KEPT = keep(Kept("terms_wording", "what a word meant is never changed"))
