"""The only writers of notices: the inbox, and the state of the mails that carry them."""

from tongzhou.notices.actions.inbox import read, read_all, tell

__all__ = ["read", "read_all", "tell"]
