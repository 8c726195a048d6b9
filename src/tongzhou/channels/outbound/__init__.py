"""The only way from the server to other servers over HTTP: judged addresses, pinned, timed, capped."""

from tongzhou.channels.outbound.addresses import NotAllowed, judge
from tongzhou.channels.outbound.sending import Reply, Unanswered, fetch, post, trusted

__all__ = ["NotAllowed", "Reply", "Unanswered", "fetch", "judge", "post", "trusted"]
