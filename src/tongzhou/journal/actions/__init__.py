"""The only writers of the journal: entries, commands sent once, cursors, facts taken over."""

from tongzhou.journal.actions.entries import Actor, hold, record

__all__ = ["Actor", "hold", "record"]
