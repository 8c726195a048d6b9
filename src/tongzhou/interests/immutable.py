"""What was decided between departments, and why, stays as it was."""

from tongzhou.journal.append_only import Kept, keep

KEPT = keep(Kept("interests_tabledecision", "what was decided, and why, is never changed"))
