"""Has the anchors stamped by a time-stamp authority, when the house names one.

A chore of its own: while the authority is away the other ways out go on, and the operator reads
why in `tongzhou doctor` and in the administrator's rooms.
"""

from tongzhou.channels.outbound import post
from tongzhou.journal import stamps
from tongzhou.journal.actions import anchors
from tongzhou.journal.models import Anchor
from tongzhou.org.rules import rules

QUERY = {"Content-Type": "application/timestamp-query"}


def stamp_pending() -> None:
    """What failed is tried again at the next turn."""
    authority = rules().stamps
    if not authority:
        return
    for anchor in Anchor.objects.filter(stamped_at=None).order_by("day"):
        request = stamps.asked_for(anchor)
        reply = post(authority, request.as_bytes(), QUERY)
        if reply.status != 200:
            raise stamps.NoStamp(f"the authority answers {reply.status}")
        anchors.note_stamped(anchor, stamp=stamps.checked(anchor, request, reply.body))
