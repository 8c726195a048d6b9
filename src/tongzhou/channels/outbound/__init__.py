"""The only way from the server to other servers over HTTP: judged addresses, pinned, timed, capped."""

from tongzhou.channels.outbound.addresses import NotAllowed, judge
from tongzhou.channels.outbound.sending import Reply, Unanswered, call, fetch, post, trusted

__all__ = ["NotAllowed", "Reply", "Unanswered", "call", "fetch", "judge", "post", "trusted"]
