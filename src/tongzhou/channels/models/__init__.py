"""What leaves the house, and by which way; what comes back."""

from tongzhou.channels.models.apps import App, AppCall, AppPost, SentCard
from tongzhou.channels.models.directories import Mirrored, Sync
from tongzhou.channels.models.links import AnswerLink, HeldAnswer
from tongzhou.channels.models.replies import MailReply
from tongzhou.channels.models.robots import Post, Robot, Sending
from tongzhou.channels.models.taps import HeldTap, TapLink

__all__ = [
    "AnswerLink", "App", "AppCall", "AppPost", "HeldAnswer", "HeldTap", "MailReply", "Mirrored",
    "Post", "Robot", "SentCard", "Sending", "Sync", "TapLink",
]  # fmt: skip
