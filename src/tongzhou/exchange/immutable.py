"""What the receiver said became of a gain stays as it was said."""

from tongzhou.journal.append_only import Kept, keep

KEPT = keep(Kept("exchange_receipt", "what was said of a gain is never changed"))
