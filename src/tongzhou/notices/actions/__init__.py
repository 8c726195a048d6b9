"""The only writers of notices: the inbox, what people prefer, and the mails that carry notices."""

from tongzhou.notices.actions.inbox import read, read_all, tell
from tongzhou.notices.actions.preferences import prefer, stop_mails

__all__ = ["prefer", "read", "read_all", "stop_mails", "tell"]
