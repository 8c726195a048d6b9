"""What of the packages below can be talked about.

A title is kept with the entry in the journal and read in any language: it is the matter's own
words, never a word of ours.
"""

from tongzhou.collaborations.models import Ask, Collaboration, Meeting
from tongzhou.core import clock
from tongzhou.discussions.subjects import discussed


def meeting(row: Meeting) -> str:
    return row.agenda.strip() or f"{row.starts_at.astimezone(clock.zone()):%Y-%m-%d %H:%M}"


discussed("collaboration", Collaboration, title=str, case="pk")
discussed("ask", Ask, title=str)
discussed("meeting", Meeting, title=meeting)
