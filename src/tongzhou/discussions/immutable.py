"""Words that stood before a comment was corrected."""

from tongzhou.journal.append_only import Kept, keep

KEPT = keep(Kept("discussions_wording", "former words are never changed"))
