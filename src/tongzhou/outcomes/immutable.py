"""A dossier stays as it was closed.

`names` alone may change: a person who asks to be forgotten is, and the hash still fits.
"""

from tongzhou.journal.append_only import Kept

DOSSIER = Kept(
    "outcomes_dossier",
    "a dossier is never changed",
    ("id", "collaboration_id", "content", "hash", "format", "journal_seq", "closed_at"),
)
